import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Tip } from '../scatter/tip.tsx';
import { useInView } from '../scatter/useInView.ts';
import { useSize } from '../views/useSize.ts';
import { ParallelAxes } from './axes.tsx';
import { AxisRange } from './axisRange.tsx';
import { type Layout, layOut } from './layout.ts';
import { drawLines, nearestLine } from './lineLayer.ts';
import type { Parallel } from './parallel.ts';
import type { Range } from './ranges.ts';

export interface ParallelPlotProps {
  readonly data: Parallel;
  /** [lines] 0 = stands back */
  readonly lit: Uint8Array;
  /** indices of the lines that are selected */
  readonly selected: readonly number[];
  /** of lines by their step */
  readonly colours: readonly string[];
  /** of lines that are pointed at or selected */
  readonly accent: string;
  /** along the axes: where lines are let through, and that in words */
  readonly ranges: readonly { readonly ranges: readonly Range[] | null; readonly words: string }[];
  /** along the axes, below their titles */
  readonly notes: readonly string[];
  readonly summary: string;
  readonly height: number;
  readonly onDrag: (axis: number, range: Range | null) => void;
  readonly onRange: (axis: number, range: Range | null) => void;
  /** @param add to what is selected */
  readonly onPick: (line: number, add: boolean) => void;
  readonly onDrawn: () => void;
}

/** Pixels from the pointer to the line that is meant. */
const REACH = 8;
/** What is left of the lines that stand back. */
const FAINT = 'rgb(0 0 0 / 30%)';

/** Lines over parallel axes on a canvas. A drag over an axis keeps the lines in a range, a double click all of them. */
export function ParallelPlot(props: ParallelPlotProps) {
  const { data, lit, colours, accent, height, selected, onDrawn } = props;
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const { width } = useSize(holder);
  const [pointer, setPointer] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const layout = useMemo(() => layOut(data, width, height), [data, width, height]);
  const hover = useMemo(
    () => (pointer ? nearestLine(data, layout, lit, pointer, REACH) : -1),
    [pointer, data, layout, lit],
  );

  const seen = useInView(canvas);
  const behind = useMemo(() => standBack(data, layout, height, colours), [data, layout, height, colours]);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element || width === 0) return;
    seen(() =>
      paint(element, layout, height, (context) => {
        if (lit.includes(0)) context.drawImage(behind(), 0, 0, layout.width, height);
        drawLines(context, data, layout, lit, colours);
      }),
    );
    onDrawn();
  }, [data, layout, lit, behind, colours, width, height, seen, onDrawn]);
  useLayoutEffect(() => {
    if (!over.current || width === 0) return;
    const marked = hover >= 0 ? [...selected, hover] : selected;
    paint(over.current, layout, height, (context) => {
      context.strokeStyle = accent;
      context.lineWidth = 2.5;
      for (const line of marked) traceLine(context, data, layout, line);
    });
  }, [data, layout, selected, hover, accent, width, height]);

  const place = (event: MouseEvent) => {
    const area = canvas.current?.getBoundingClientRect();
    return { x: event.clientX - (area?.left ?? 0), y: event.clientY - (area?.top ?? 0) };
  };
  return (
    <div class="parallel" ref={holder}>
      <div
        class="parallel-plot"
        style={{ width: `${layout.width}px`, height: `${height}px` }}
        onPointerMove={(event) => setPointer(event.buttons === 0 ? place(event) : null)}
        onPointerLeave={() => setPointer(null)}
        onPointerUp={(event) => {
          if (hover < 0 || event.button !== 0 || event.target !== over.current) return;
          props.onPick(hover, event.ctrlKey || event.metaKey || event.shiftKey);
        }}
      >
        <canvas ref={canvas} role="img" aria-label={props.summary} />
        <canvas ref={over} data-pointing={hover >= 0} />
        <ParallelAxes data={data} layout={layout} notes={props.notes} colours={colours.slice(1)} />
        {data.axes.map((axis, a) => (
          <AxisRange
            key={axis.kind === 'setting' ? axis.path : axis.name}
            x={layout.x[a]}
            top={layout.top}
            height={layout.height}
            title={axis.title}
            stops={axis.stops}
            least={axis.kind === 'score' ? 1 : 0}
            ranges={props.ranges[a].ranges}
            words={props.ranges[a].words}
            onDrag={(range) => props.onDrag(a, range)}
            onRange={(range) => props.onRange(a, range)}
          />
        ))}
        {pointer && hover >= 0 && (
          <Tip {...pointer} width={layout.width} title={data.lines[hover].title} detail={data.lines[hover].detail} />
        )}
      </div>
    </div>
  );
}

/** A picture of all lines, faint, made when it is first asked for: while a range is drawn it stays the same. */
function standBack(
  data: Parallel,
  layout: Layout,
  height: number,
  colours: readonly string[],
): () => HTMLCanvasElement {
  let picture: HTMLCanvasElement | null = null;
  return () => {
    if (picture) return picture;
    const canvas = document.createElement('canvas');
    paint(canvas, layout, height, (context) => {
      const all = new Uint8Array(data.lines.length).fill(1);
      const [grey] = colours;
      drawLines(
        context,
        data,
        layout,
        all,
        colours.map(() => grey),
      );
      context.globalCompositeOperation = 'destination-in';
      context.fillStyle = FAINT;
      context.fillRect(0, 0, layout.width, height);
    });
    picture = canvas;
    return canvas;
  };
}

/** Draws on a clear canvas in pixels of the page. */
function paint(
  element: HTMLCanvasElement,
  { width }: Layout,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): void {
  const context = element.getContext('2d');
  if (!context) return;
  const ratio = window.devicePixelRatio;
  element.width = Math.round(width * ratio);
  element.height = Math.round(height * ratio);
  element.style.width = `${width}px`;
  element.style.height = `${height}px`;
  context.scale(ratio, ratio);
  draw(context);
}

function traceLine(
  context: CanvasRenderingContext2D,
  { heights, axes }: Parallel,
  { x, top, height }: Layout,
  line: number,
): void {
  context.beginPath();
  for (let a = 0; a < axes.length; a++) {
    context.lineTo(x[a], top + (1 - heights[line * axes.length + a]) * height);
  }
  context.stroke();
}
