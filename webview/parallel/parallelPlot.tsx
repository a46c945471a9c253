import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Tip } from '../scatter/tip.tsx';
import { useInView } from '../scatter/useInView.ts';
import { useSize } from '../views/useSize.ts';
import { ParallelAxes } from './axes.tsx';
import { AxisRange } from './axisRange.tsx';
import { type Layout, layOut } from './layout.ts';
import { nearestLine } from './lineLayer.ts';
import { LinePicture } from './linePicture.ts';
import { paint } from './paint.ts';
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
  const size = useMemo(() => ({ width: layout.width, height }), [layout, height]);
  const picture = useMemo(() => new LinePicture(data, layout, size, colours), [data, layout, size, colours]);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element || width === 0) return;
    seen(() => paint(element, size, (context) => picture.draw(context, lit)));
    onDrawn();
  }, [picture, lit, size, width, seen, onDrawn]);
  useLayoutEffect(() => {
    if (!over.current || width === 0) return;
    const marked = hover >= 0 ? [...selected, hover] : selected;
    paint(over.current, size, (context) => {
      context.strokeStyle = accent;
      context.lineWidth = 2.5;
      for (const line of marked) traceLine(context, data, layout, line);
    });
  }, [data, layout, size, selected, hover, accent, width]);

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
