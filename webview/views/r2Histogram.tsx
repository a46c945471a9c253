import { useCallback, useRef, useState } from 'preact/hooks';
import { directionName, formatScore } from '../../src/report/words.ts';
import type { Chart } from '../plots/chart.ts';
import { VegaChart } from '../plots/vegaChart.tsx';
import type { Pair, Target } from '../state/choice.ts';
import { countWords, featuresInRange, type R2Range, rangeWords } from '../state/r2Range.ts';
import { type FeatureSelection, type SelectMode, selectMode } from '../state/selection.ts';
import type { ViewProps } from './viewer.ts';

interface R2HistogramProps extends Pick<ViewProps, 'store' | 'state'> {
  readonly pair: Pair;
  readonly target: Target;
  readonly chart: Chart;
  /** R² at both ends of the axis */
  readonly domain: readonly [number, number];
  readonly summary: string;
  readonly onDrawn: () => void;
}

/** Pixels that a click may tremble. */
const TREMBLE = 3;

/** Where the bars stand in the chart, in pixels. */
interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The distribution of R²: a drag over it, or two numbers, select the features in a range. */
export function R2Histogram({ store, state, pair, target, chart, domain, summary, onDrawn }: R2HistogramProps) {
  const holder = useRef<HTMLFieldSetElement>(null);
  const [area, setArea] = useState<Area | null>(null);
  const [drag, setDrag] = useState<{ readonly start: number; readonly now: number } | null>(null);
  const [made, setMade] = useState<{ range: R2Range; count: number; selection: FeatureSelection | null } | null>(null);
  const { features } = state.selections.present;
  // The mark goes with the selection that it made, also when that is undone.
  const range = made !== null && made.selection === features ? made.range : null;

  const measure = useCallback(() => {
    setArea(holder.current && areaIn(holder.current));
    onDrawn();
  }, [onDrawn]);

  function select(next: R2Range, mode: SelectMode): void {
    const names = featuresInRange(pair, target, next);
    store.selectFeatures(target.name, names, `${rangeWords(next)}, ${directionName(pair.source, target.name)}`, mode);
    setMade({ range: next, count: names.length, selection: store.state.selections.present.features });
  }

  function clear(): void {
    setMade(null);
    store.select({ ...store.state.selections.present, features: null });
  }

  function onPointerDown(event: PointerEvent): void {
    const { x } = placeOf(event);
    if (event.button === 0 && isOverBars(event)) setDrag({ start: x, now: x });
  }

  function onPointerMove(event: PointerEvent): void {
    if (!drag) return;
    if (event.buttons === 0) {
      setDrag(null);
      return;
    }
    const now = placeOf(event).x;
    if (Math.abs(now - drag.start) > TREMBLE) holder.current?.setPointerCapture(event.pointerId);
    setDrag({ start: drag.start, now });
  }

  function onPointerUp(event: PointerEvent): void {
    if (drag && area && Math.abs(drag.now - drag.start) > TREMBLE) {
      select(rangeBetween(area, domain, drag.start, drag.now), selectMode(event));
    }
    setDrag(null);
  }

  function isOverBars(event: MouseEvent): boolean {
    const { y } = placeOf(event);
    return area !== null && y >= area.top && y <= area.top + area.height;
  }

  function placeOf(event: MouseEvent): { x: number; y: number } {
    const box = holder.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  }

  const marked = drag && area ? rangeBetween(area, domain, drag.start, drag.now) : range;
  return (
    <fieldset
      class="r2-histogram"
      ref={holder}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(null)}
      onDblClick={(event) => {
        if (isOverBars(event)) clear();
      }}
    >
      <legend class="visually-hidden">Select features by their R²</legend>
      <VegaChart chart={chart} summary={summary} onDrawn={measure} />
      {marked && area && <div class="r2-range-mark" style={markStyle(area, domain, marked)} />}
      <div class="row r2-range">
        <RangeEnds range={range} domain={domain} onChange={(next) => select(next, 'replace')} />
        <span class="muted" aria-live="polite">
          {range && made ? countWords(made.count, range) : 'or drag over the bars'}
        </span>
        {range && (
          <button type="button" class="link" onClick={clear}>
            Clear
          </button>
        )}
      </div>
    </fieldset>
  );
}

interface RangeEndsProps {
  readonly range: R2Range | null;
  readonly domain: readonly [number, number];
  readonly onChange: (range: R2Range) => void;
}

/** Two numbers: what a drag does, by keys. */
function RangeEnds({ range, domain, onChange }: RangeEndsProps) {
  const fields = (['from', 'to'] as const).map((end, i) => (
    <label key={end}>
      {end === 'from' ? 'R² from' : 'to'}
      <input
        type="number"
        step={0.05}
        min={domain[0]}
        max={domain[1]}
        aria-label={end === 'from' ? 'R² from' : 'R² to'}
        value={range?.[end] ?? ''}
        placeholder={formatScore(domain[i] ?? null)}
        onChange={({ currentTarget: { valueAsNumber } }) => {
          const value = Number.isNaN(valueAsNumber) ? null : valueAsNumber;
          onChange({ from: range?.from ?? null, to: range?.to ?? null, [end]: value });
        }}
      />
    </label>
  ));
  return <>{fields}</>;
}

/** The plot within the picture that Vega drew, without axes and legend. */
function areaIn(holder: HTMLElement): Area | null {
  const plot = holder.querySelector('.root .background')?.getBoundingClientRect();
  const box = holder.getBoundingClientRect();
  return plot ? { left: plot.left - box.left, top: plot.top - box.top, width: plot.width, height: plot.height } : null;
}

/** To a hundredth; at the ends of the axis there is no limit, since the first bar holds all that lies below. */
function rangeBetween(area: Area, [low, high]: readonly [number, number], a: number, b: number): R2Range {
  const value = (x: number) => low + ((x - area.left) / area.width) * (high - low);
  const hundredth = (r2: number) => Number(Math.min(high, Math.max(low, r2)).toFixed(2));
  const [from, to] = [value(Math.min(a, b)), value(Math.max(a, b))];
  return { from: from <= low ? null : hundredth(from), to: to >= high ? null : hundredth(to) };
}

function markStyle(area: Area, [low, high]: readonly [number, number], { from, to }: R2Range) {
  const x = (value: number) => area.left + ((Math.min(high, Math.max(low, value)) - low) / (high - low)) * area.width;
  const [left, right] = [x(from ?? low), x(to ?? high)];
  return {
    left: `${left}px`,
    width: `${Math.max(1, right - left)}px`,
    top: `${area.top}px`,
    height: `${area.height}px`,
  };
}
