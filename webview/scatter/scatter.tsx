import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatCount } from '../../src/report/words.ts';
import type { Box, Tool } from '../state/choice.ts';
import type { Colouring } from '../state/colouring.ts';
import type { SelectMode } from '../state/selection.ts';
import { useSize } from '../views/useSize.ts';
import { Axes, type Frame } from './axes.tsx';
import { corners } from './drag.ts';
import { drawPoints, pointRadius } from './pointLayer.ts';
import { arrangePoints, countInside, type Points } from './points.ts';
import { Tip } from './tip.tsx';
import { useGestures } from './useGestures.ts';
import { useInView } from './useInView.ts';
import { useMovingBox } from './useMovingBox.ts';
import { fitBox, viewOf } from './viewBox.ts';

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
  /** what "everything" is where several scatters share their scales; absent = the points of this one */
  readonly everything?: Box;
  readonly onZoom: (box: Box | null) => void;
  /** [points] 1 = selected: they stand out, the others stand back; null = nothing selected */
  readonly selected?: Uint8Array | null;
  /** @param points [points] 1 = inside what was drawn */
  readonly onSelect?: (points: Uint8Array, tool: 'lasso' | 'box' | 'point', mode: SelectMode) => void;
  /** what a drag does; moves where nothing can be selected */
  readonly tool?: Tool;
  /** name of a point and what else is known of it */
  readonly describe: (point: number) => { title: string; detail: string };
  readonly onDrawn: () => void;
}

const SELECT_KEYS = 'Enter selects the points in view, with Shift it adds them, with Alt it takes them away.';
const MOVE_KEYS = 'Arrow keys move, plus and minus zoom, 0 shows all.';

/**
 * A scatter of typed arrays on a canvas, every point drawn. A drag selects or moves, as the tool says; the wheel zooms, double
 * click shows all. Escape ends a drag; without one it clears the selection, which is the page's to do; without a selection it shows all.
 */
export function Scatter(props: ScatterProps) {
  const { x, y, codes, colouring, hidden, outline, height, zoom, onSelect, onDrawn } = props;
  const selected = props.selected ?? null;
  const { swatches } = colouring;
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width } = useSize(holder);
  const [hover, setHover] = useState(-1);

  const points = useMemo(
    () => arrangePoints({ x, y, codes, swatches }, { hidden, selected }),
    [x, y, codes, swatches, hidden, selected],
  );
  const fitted = useMemo(
    () => props.everything ?? fitBox(x, y, props.identity === true),
    [x, y, props.identity, props.everything],
  );
  const moving = useMovingBox(zoom ?? fitted, props.onZoom);
  const { box } = moving;
  const frame: Frame = useMemo(
    () => ({ left: 44, top: 8, width: Math.max(0, width - 44 - 8), height: height - 8 - 40 }),
    [width, height],
  );
  const view = useMemo(() => viewOf(box, frame.width, frame.height), [box, frame]);
  const gestures = useGestures({
    canvas,
    points,
    view,
    frame,
    moving,
    zoomed: zoom !== null,
    selecting: selected !== null,
    tool: onSelect ? (props.tool ?? 'lasso') : 'pan',
    onZoom: props.onZoom,
    onSelect: onSelect ?? null,
    onHover: setHover,
  });

  const seen = useInView(canvas);
  useLayoutEffect(() => {
    if (!canvas.current || frame.width === 0) return;
    const element = canvas.current;
    seen(() => drawPoints(element, [frame.width, frame.height], points, box, outline));
    element.dataset['points'] = String(countInside(points, box));
    onDrawn();
  }, [points, box, outline, frame, seen, onDrawn]);

  const { drag } = gestures;
  const status = useMemo(() => statusOf(points, selected !== null, zoom), [points, selected, zoom]);
  const axes = useMemo(
    () => (
      <Axes frame={frame} box={box} xTitle={props.xTitle} yTitle={props.yTitle} identity={props.identity === true} />
    ),
    [frame, box, props.xTitle, props.yTitle, props.identity],
  );
  const pointed = hover >= 0 && hover < x.length && drag === null;
  const place = { x: x[hover] * view.scaleX + view.left, y: y[hover] * view.scaleY + view.top };
  return (
    <div class="scatter" ref={holder} style={{ height: `${height}px` }}>
      {axes}
      <div
        class="scatter-plot"
        data-tool={drag?.tool ?? gestures.tool}
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
          aria-roledescription="scatter plot"
          aria-label={`${props.summary} ${MOVE_KEYS}${onSelect ? ` ${SELECT_KEYS}` : ''}`}
          tabIndex={0}
          style={{ width: `${frame.width}px`, height: `${frame.height}px` }}
          {...gestures.handlers}
        />
        <svg class="scatter-over" width={frame.width} height={frame.height} aria-hidden="true">
          {pointed && <circle cx={place.x} cy={place.y} r={pointRadius(x.length) + 3} />}
          {drag && <polygon points={corners(drag).join(' ')} />}
        </svg>
        {pointed && <Tip {...place} width={frame.width} {...props.describe(hover)} />}
      </div>
      <p class="visually-hidden" role="status">
        {status}
      </p>
      {zoom && (
        <button type="button" class="link scatter-reset" onClick={() => props.onZoom(null)}>
          Show all
        </button>
      )}
    </div>
  );
}

/** What is selected and in view, for those who cannot see it. */
function statusOf(points: Points, selecting: boolean, zoom: Box | null): string {
  const { order, dimmed } = points;
  const selected = `${formatCount(order.length - dimmed)} of ${formatCount(order.length)} points selected.`;
  const inView = zoom ? `Zoomed in: ${formatCount(countInside(points, zoom))} points in view.` : '';
  return [selecting ? selected : '', inView].filter((text) => text !== '').join(' ');
}
