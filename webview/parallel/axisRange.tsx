import { useState } from 'preact/hooks';
import { moveRange, type Range } from './ranges.ts';

interface AxisRangeProps {
  /** pixels */
  readonly x: number;
  readonly top: number;
  readonly height: number;
  readonly title: string;
  /** heights that a range may begin and end at */
  readonly stops: readonly number[];
  /** stops between its two ends at least */
  readonly least: number;
  /** where lines are let through; null = everywhere */
  readonly ranges: readonly Range[] | null;
  /** what is let through, in words */
  readonly words: string;
  /** while the range is being drawn */
  readonly onDrag: (range: Range | null) => void;
  readonly onRange: (range: Range | null) => void;
}

/** Pixels that a click may tremble. */
const TREMBLE = 3;

/** A range on an axis: by a drag, a click on a value, or keys. */
export function AxisRange(props: AxisRangeProps) {
  const { x, top, height, stops, least, ranges, onDrag, onRange } = props;
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const heightAt = (event: PointerEvent) => {
    const area = event.currentTarget instanceof Element ? event.currentTarget.getBoundingClientRect() : null;
    return area ? Math.min(1.02, Math.max(-0.02, 1 - (event.clientY - area.top) / area.height)) : 0;
  };
  const rangeOf = ({ from, to }: { from: number; to: number }): Range => [Math.min(from, to), Math.max(from, to)];
  const moved = drag !== null && Math.abs(drag.to - drag.from) * height > TREMBLE;

  function onPointerMove(event: PointerEvent): void {
    if (!drag) return;
    const next = { from: drag.from, to: heightAt(event) };
    setDrag(next);
    if (Math.abs(next.to - next.from) * height > TREMBLE) onDrag(rangeOf(next));
  }

  function onPointerUp(): void {
    if (!drag) return;
    setDrag(null);
    if (moved) onRange(rangeOf(drag));
    else if (least === 0) onRange(at(nearest(stops, drag.from)));
    else onRange(null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const up = event.key === 'ArrowUp' || event.key === 'ArrowRight';
    const down = event.key === 'ArrowDown' || event.key === 'ArrowLeft';
    const clear = ranges !== null && ['Escape', 'Delete', 'Backspace'].includes(event.key);
    if (!up && !down && !clear) return;
    event.preventDefault();
    event.stopPropagation();
    const all: Range | null = ranges && ranges.length > 0 ? [ranges[0][0], ranges[ranges.length - 1][1]] : null;
    onRange(clear ? null : moveRange(stops, all, up, event.shiftKey, least));
  }

  const shown = moved ? [rangeOf(drag)] : ranges;
  return (
    <div
      class="axis-range"
      role="slider"
      aria-orientation="vertical"
      aria-label={`Range of ${props.title}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * Math.max(0, ranges?.[0]?.[0] ?? 0))}
      aria-valuetext={props.words}
      tabIndex={0}
      style={{ left: `${x}px`, top: `${top}px`, height: `${height}px` }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const from = heightAt(event);
        setDrag({ from, to: from });
      }}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        setDrag(null);
        onDrag(null);
      }}
      onDblClick={() => onRange(null)}
      onKeyDown={onKeyDown}
    >
      {shown?.map(([low, high]) => (
        <div
          key={low}
          class="axis-range-mark"
          style={{ bottom: `${low * 100}%`, height: `max(3px, ${(high - low) * 100}%)` }}
        />
      ))}
    </div>
  );
}

function at(stop: number): Range {
  return [stop, stop];
}

function nearest(stops: readonly number[], height: number): number {
  return stops.reduce((best, stop) => (Math.abs(stop - height) < Math.abs(best - height) ? stop : best));
}
