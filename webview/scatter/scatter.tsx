import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Box, Tool } from '../state/choice.ts';
import type { Colouring } from '../state/colouring.ts';
import type { SelectMode } from '../state/selection.ts';
import { useSize } from '../views/useSize.ts';
import { Axes, type Frame } from './axes.tsx';
import { drawPoints, pointRadius } from './pointLayer.ts';
import { fitBox, nearest, panBox, zoomBox } from './viewBox.ts';

export interface ScatterProps {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** [points] index into the colouring's swatches */
  readonly codes: Uint8Array;
  readonly colouring: Colouring;
  readonly hidden: ReadonlySet<number>;
  readonly outline: string;
  readonly xTitle: string;
  /** null where the axis only spreads points */
  readonly yTitle: string | null;
  /** what the picture shows, for those who cannot see it */
  readonly summary: string;
  readonly height: number;
  /** one scale for both axes and a line where they are equal */
  readonly identity?: boolean;
  /** null = everything in view */
  readonly zoom: Box | null;
  readonly onZoom: (box: Box | null) => void;
  /** [points] 1 = selected: they stand out, the others stand back; null = nothing selected */
  readonly selected?: Uint8Array | null;
  /** @param points [points] 1 = inside what was drawn */
  readonly onSelect?: (points: Uint8Array, tool: 'lasso' | 'box' | 'point', mode: SelectMode) => void;
  /** what a drag does */
  readonly tool?: Tool;
  /** name of a point and what else is known of it */
  readonly describe: (point: number) => { title: string; detail: string };
  readonly onDrawn: () => void;
}

/** Pixels within which the pointer finds a point. */
const REACH = 10;
const STEP = 0.1;

/** A scatter of typed arrays on a canvas: wheel zooms, drag moves, double click shows all, arrows and + − do the same. */
export function Scatter(props: ScatterProps) {
  const { x, y, codes, colouring, hidden, outline, height, zoom, onZoom, onDrawn } = props;
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width } = useSize(holder);
  const [hover, setHover] = useState(-1);
  const [drag, setDrag] = useState<{ x: number; y: number; box: Box } | null>(null);

  const fitted = useMemo(() => fitBox(x, y, props.identity === true), [x, y, props.identity]);
  const box = zoom ?? fitted;
  const frame: Frame = { left: 44, top: 8, width: Math.max(0, width - 44 - 8), height: height - 8 - 40 };
  const px = useMemo(() => x.map((value) => toShare(value, box.x) * frame.width), [x, box, frame.width]);
  const py = useMemo(() => y.map((value) => (1 - toShare(value, box.y)) * frame.height), [y, box, frame.height]);

  useLayoutEffect(() => {
    if (!canvas.current || frame.width === 0) return;
    const points = { px, py, codes, swatches: colouring.swatches, hidden, outline };
    canvas.current.dataset['points'] = String(drawPoints(canvas.current, frame.width, frame.height, points));
    onDrawn();
  }, [px, py, codes, colouring, hidden, outline, frame.width, frame.height, onDrawn]);

  // By hand: a listener that keeps the page from scrolling must be declared as not passive.
  const wheel = useRef<(event: WheelEvent) => void>(() => {});
  wheel.current = (event) => {
    event.preventDefault();
    const at = shareOf(event);
    onZoom(zoomBox(box, [at.x, 1 - at.y], Math.exp(Math.max(-0.5, Math.min(0.5, event.deltaY * 0.002)))));
  };
  useEffect(() => {
    const element = canvas.current;
    const listener = (event: WheelEvent) => wheel.current(event);
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, []);

  function shareOf(event: MouseEvent) {
    const area = canvas.current?.getBoundingClientRect();
    if (!area || area.width === 0) return { x: 0.5, y: 0.5 };
    return { x: (event.clientX - area.left) / area.width, y: (event.clientY - area.top) / area.height };
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    canvas.current?.setPointerCapture(event.pointerId);
    const at = shareOf(event);
    setDrag({ ...at, box });
  }

  function onPointerMove(event: PointerEvent): void {
    const at = shareOf(event);
    if (drag) {
      const moved = Math.hypot((at.x - drag.x) * frame.width, (at.y - drag.y) * frame.height) > 2;
      if (moved) onZoom(panBox(drag.box, [drag.x - at.x, at.y - drag.y]));
      return;
    }
    const found = nearest(px, py, at.x * frame.width, at.y * frame.height, REACH);
    setHover(found >= 0 && !hidden.has(codes[found]) ? found : -1);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const next = keyBox(event.key, box);
    if (next === undefined) return;
    event.preventDefault();
    onZoom(next);
  }

  const point = hover >= 0 && hover < px.length ? { x: px[hover], y: py[hover] } : null;
  return (
    <div class="scatter" ref={holder} style={{ height: `${height}px` }}>
      <Axes frame={frame} box={box} xTitle={props.xTitle} yTitle={props.yTitle} identity={props.identity === true} />
      <div
        class="scatter-plot"
        data-dragging={drag !== null}
        style={{
          left: `${frame.left}px`,
          top: `${frame.top}px`,
          width: `${frame.width}px`,
          height: `${frame.height}px`,
        }}
      >
        <canvas
          ref={canvas}
          role="img"
          aria-label={`${props.summary} Arrow keys move, plus and minus zoom, Escape shows all.`}
          tabIndex={0}
          style={{ width: `${frame.width}px`, height: `${frame.height}px` }}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={() => setDrag(null)}
          onPointerCancel={() => setDrag(null)}
          onPointerLeave={() => setHover(-1)}
          onDblClick={() => onZoom(null)}
          onKeyDown={onKeyDown}
        />
        {point && !drag && (
          <>
            <svg class="scatter-ring" width={frame.width} height={frame.height} aria-hidden="true">
              <circle cx={point.x} cy={point.y} r={pointRadius(px.length) + 3} />
            </svg>
            <Tip x={point.x} y={point.y} width={frame.width} {...props.describe(hover)} />
          </>
        )}
      </div>
      {zoom && (
        <button type="button" class="link scatter-reset" onClick={() => onZoom(null)}>
          Show all
        </button>
      )}
    </div>
  );
}

function Tip({ x, y, width, title, detail }: { x: number; y: number; width: number; title: string; detail: string }) {
  const side = x > width / 2 ? { right: `${width - x + 12}px` } : { left: `${x + 12}px` };
  return (
    <div class="tip" style={{ ...side, top: `${Math.max(0, y - 12)}px` }}>
      <strong>{title}</strong>
      {detail !== '' && <span>{detail}</span>}
    </div>
  );
}

function toShare(value: number, [low, high]: readonly [number, number]): number {
  return (value - low) / (high - low);
}

/** The box after a key; undefined where the key is not ours, null where it shows all. */
function keyBox(key: string, box: Box): Box | null | undefined {
  switch (key) {
    case 'ArrowLeft':
      return panBox(box, [-STEP, 0]);
    case 'ArrowRight':
      return panBox(box, [STEP, 0]);
    case 'ArrowUp':
      return panBox(box, [0, STEP]);
    case 'ArrowDown':
      return panBox(box, [0, -STEP]);
    case '+':
    case '=':
      return zoomBox(box, [0.5, 0.5], 1 / 1.25);
    case '-':
      return zoomBox(box, [0.5, 0.5], 1.25);
    case 'Escape':
    case '0':
      return null;
    default:
      return undefined;
  }
}
