import { useRef, useState } from 'preact/hooks';
import { formatNumber } from '../../src/report/words.ts';
import { codeWords } from '../state/colouring.ts';
import { type SelectMode, selectMode } from '../state/selection.ts';
import type { ValueRamp } from '../state/valueRamp.ts';
import { RAMP_STEPS } from '../theme/palette.ts';
import type { LegendProps } from './legend.tsx';
import { ScaleControls } from './scaleControls.tsx';

const WIDTH = 256;
const HEIGHT = 40;
const BAR = WIDTH / RAMP_STEPS;

/** Codes that a drag covers, both ends included. */
interface Range {
  readonly from: number;
  readonly to: number;
}

const ALL: Range = { from: 1, to: RAMP_STEPS };

/** The ramp of a continuous colour as a histogram of the values: a drag, or the two handles below, select a range of them. */
export function RampLegend({ current, counts, selected }: LegendProps) {
  const { colouring } = current;
  const plot = useRef<SVGSVGElement>(null);
  const [start, setStart] = useState<number | null>(null);
  const [drawn, setDrawn] = useState<Range | null>(null);
  const { ramp } = colouring;
  if (ramp === null) return <p class="muted">No sample has a value.</p>;
  // Without a selection nothing is marked, whoever cleared it.
  const range = start !== null || selected ? drawn : null;
  const codeAt = (event: PointerEvent) => {
    const area = plot.current?.getBoundingClientRect();
    const share = area && area.width > 0 ? (event.clientX - area.left) / area.width : 0;
    return Math.min(RAMP_STEPS, Math.max(1, 1 + Math.floor(share * RAMP_STEPS)));
  };
  const finish = (to: Range, mode: SelectMode) => {
    setStart(null);
    setDrawn(to);
    current.select(to.from, to.to, mode);
  };
  const most = Math.max(1, ...counts.slice(1));
  const bar = (count: number) => (count / most) * HEIGHT;
  const [low, high] = ends(ramp);
  const words = range ? codeWords(colouring, range.from, range.to) : null;
  return (
    <div class="ramp">
      <p class="ramp-title">{colouring.name}</p>
      <svg
        ref={plot}
        class="ramp-plot"
        viewBox={`0 0 ${WIDTH} ${HEIGHT + 8}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Histogram of ${colouring.name}, from ${low} to ${high}`}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const code = codeAt(event);
          setStart(code);
          setDrawn({ from: code, to: code });
        }}
        onPointerMove={(event) => {
          if (start !== null) setDrawn(between(start, codeAt(event)));
        }}
        onPointerUp={(event) => {
          if (start !== null) finish(between(start, codeAt(event)), selectMode(event));
        }}
        onPointerCancel={() => setStart(null)}
      >
        {colouring.swatches.map(({ colour }, code) => {
          if (code === 0) return null;
          const [all, chosen] = [bar(counts[code]), bar(selected ? selected[code] : counts[code])];
          const x = (code - 1) * BAR;
          return (
            <g key={x} fill={colour}>
              <rect x={x} y={HEIGHT} width={BAR} height={8} />
              <rect class="ramp-all" x={x} y={HEIGHT - all} width={BAR} height={all} />
              <rect x={x} y={HEIGHT - chosen} width={BAR} height={chosen} />
            </g>
          );
        })}
        {range && (
          <rect
            class="ramp-range"
            x={(range.from - 1) * BAR}
            y={0}
            width={(range.to - range.from + 1) * BAR}
            height={HEIGHT + 8}
          />
        )}
      </svg>
      <Handles range={range ?? ALL} words={(to) => codeWords(colouring, to.from, to.to)} onChange={finish} />
      <p class="ramp-ends number">
        <span>{low}</span>
        <span class="muted" aria-live="polite">
          {words ?? 'drag to select samples'}
        </span>
        <span>{high}</span>
      </p>
      <ScaleControls ramp={ramp} scale={current.scale} onChange={current.setScale} />
    </div>
  );
}

interface HandlesProps {
  readonly range: Range;
  readonly words: (range: Range) => string;
  readonly onChange: (range: Range, mode: SelectMode) => void;
}

/** One slider for each end of the range: what a drag does, by keys. */
function Handles({ range, words, onChange }: HandlesProps) {
  return (
    <div class="ramp-handles">
      {(['from', 'to'] as const).map((end) => (
        <input
          key={end}
          type="range"
          min={1}
          max={RAMP_STEPS}
          value={range[end]}
          aria-label={end === 'from' ? 'select from' : 'select to'}
          aria-valuetext={words(range)}
          onChange={(event) => {
            const value = Number(event.currentTarget.value);
            const other = end === 'from' ? range.to : range.from;
            onChange(
              end === 'from'
                ? { from: Math.min(value, other), to: other }
                : { from: other, to: Math.max(value, other) },
              'replace',
            );
          }}
        />
      ))}
    </div>
  );
}

function between(a: number, b: number): Range {
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

/** The ends of the ramp, with a sign where values lie beyond. */
function ends({ low, high, data }: ValueRamp): [string, string] {
  return [
    `${data[0] < low ? '≤ ' : ''}${formatNumber(low, 3)}`,
    `${data[1] > high ? '≥ ' : ''}${formatNumber(high, 3)}`,
  ];
}
