import { formatCount } from '../../src/report/words.ts';

interface HeatmapPagerProps {
  /** place of the first column in sight, from 0 */
  readonly first: number;
  /** columns in sight */
  readonly room: number;
  /** columns there are */
  readonly total: number;
  readonly onMove: (first: number) => void;
}

/** Reaches every column where there are more than fit. */
export function HeatmapPager({ first, room, total, onMove }: HeatmapPagerProps) {
  const last = Math.max(0, total - room);
  if (last === 0) return null;
  const text = `features ${formatCount(first + 1)} to ${formatCount(Math.min(total, first + room))} of ${formatCount(total)}`;
  return (
    <div class="row heatmap-pager">
      <button
        type="button"
        aria-label="Features before"
        disabled={first === 0}
        onClick={() => onMove(Math.max(0, first - room))}
      >
        ‹
      </button>
      <input
        type="range"
        aria-label="Features in sight"
        aria-valuetext={text}
        min={0}
        max={last}
        value={first}
        onInput={(event) => onMove(event.currentTarget.valueAsNumber)}
      />
      <button
        type="button"
        aria-label="Features after"
        disabled={first === last}
        onClick={() => onMove(Math.min(last, first + room))}
      >
        ›
      </button>
      <span class="muted number">{text}</span>
    </div>
  );
}
