import { formatScore } from '../../src/report/words.ts';
import type { ChartBuilder } from './chart.ts';

const BIN = 0.05;
/** Everything below is counted in the first bin: how much worse than the mean says nothing more. */
const FLOOR = -1;
/** A longer name takes a line of the legend for itself. */
const LONG_NAME = 26;

export interface R2Bin {
  readonly from: number;
  readonly to: number;
  readonly features: number;
  readonly self: number;
  /** where there is a baseline */
  readonly ridge?: number;
}

/** Counts by bins of 0.05 from −1 to 1, trimmed to the bins in use but always with 0 to 0.5 in view. */
export function r2Bins(r2: Float32Array, self: Float32Array, baseline: Float32Array | null): R2Bin[] {
  const [cross, own, ridge] = [count(r2), count(self), baseline && count(baseline)];
  const used = (i: number) => cross[i] + own[i] + (ridge?.[i] ?? 0) > 0;
  const zero = Math.round(-FLOOR / BIN);
  let [first, last] = [zero, zero + Math.round(0.5 / BIN)];
  for (let i = 0; i < cross.length; i++) if (used(i)) [first, last] = [Math.min(first, i), Math.max(last, i + 1)];
  const edge = (i: number) => Number((FLOOR + i * BIN).toFixed(2));
  return Array.from({ length: last - first }, (_, k) => {
    const i = first + k;
    const bin = { from: edge(i), to: edge(i + 1), features: cross[i], self: own[i] };
    return ridge ? { ...bin, ridge: ridge[i] } : bin;
  });
}

/** R² at both ends of the axis. */
export function r2Domain(bins: readonly R2Bin[]): [number, number] {
  return [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1];
}

/** Values in each bin from −1 to 1; NaN in none. */
function count(values: Float32Array): Int32Array {
  const bins = new Int32Array(Math.round((1 - FLOOR) / BIN));
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const bin = Math.min(bins.length - 1, Math.max(0, Math.floor((value - FLOOR) / BIN)));
    bins[bin] = bins[bin] + 1;
  }
  return bins;
}

/** What a distribution is read against. */
export interface R2Reference {
  /** median R² of ridge regression */
  readonly ridge: number;
  /** R² that 95 % of permutations stay below, median over features */
  readonly chance: number;
}

/**
 * How many features are predicted how well, with the median; as lines how well the target rebuilds itself and what a
 * linear model reaches, and in grey what chance reaches.
 */
export function r2Distribution(
  bins: readonly R2Bin[],
  median: number | null,
  target: string,
  reference: R2Reference | null,
): ChartBuilder {
  const domain = r2Domain(bins);
  const middle = median === null ? null : Math.max(domain[0], median);
  const itself = `${target} from itself`;
  const ridge = `ridge, median ${formatScore(reference?.ridge ?? null)}`;
  const chance = `chance up to ${formatScore(reference?.chance ?? null)}`;
  const outlines = [
    ...outline(bins, itself, ({ self }) => self),
    ...(reference ? outline(bins, ridge, (bin) => bin.ridge ?? 0) : []),
  ];
  const columns = itself.length > LONG_NAME ? 1 : 2;
  return (ink) => {
    const x = {
      field: 'from',
      type: 'quantitative',
      title: 'held-out R²',
      scale: { domain, nice: false },
      axis: { tickCount: 6, format: '.1f' },
    } as const;
    const at = { type: 'quantitative', scale: { domain } } as const;
    const y = {
      type: 'quantitative',
      title: `${target} features`,
      axis: { tickCount: 3, tickMinStep: 1, format: 'd' },
    } as const;
    const series = [
      { name: 'this model', colour: ink.accent, dash: [1, 0] },
      { name: itself, colour: ink.text, dash: [2, 2] },
      ...(reference
        ? [
            { name: ridge, colour: ink.categories[0] ?? ink.text, dash: [1, 0] },
            { name: chance, colour: ink.muted, dash: [6, 3] },
          ]
        : []),
    ];
    const names = series.map(({ name }) => name);
    const legend = {
      orient: 'bottom',
      direction: 'vertical',
      columns,
      labelLimit: 200,
      symbolType: 'stroke',
    } as const;
    const color = {
      type: 'nominal',
      title: null,
      scale: { domain: names, range: series.map(({ colour }) => colour) },
      legend,
    } as const;
    const strokeDash = {
      type: 'nominal',
      title: null,
      scale: { domain: names, range: series.map(({ dash }) => dash) },
      legend,
    } as const;
    const tooltip = [
      { field: 'from', title: 'R² from' },
      { field: 'to', title: 'to' },
      { field: 'features', title: 'features' },
      { field: 'self', title: 'from the table itself' },
      ...(reference ? [{ field: 'ridge', title: 'by ridge regression' }] : []),
    ];
    return {
      height: 168 + 16 * Math.ceil(series.length / columns),
      data: {
        rows: bins,
        outlines,
        median: middle === null ? [] : [{ median: middle, label: `median ${formatScore(median)}` }],
        chance: reference ? [{ from: domain[0], chance: Math.max(domain[0], reference.chance) }] : [],
      },
      spec: {
        layer: [
          {
            data: { name: 'chance' },
            mark: { type: 'rect', color: ink.line },
            encoding: { x: { field: 'from', ...at }, x2: { field: 'chance' } },
          },
          {
            data: { name: 'rows' },
            mark: { type: 'bar', orient: 'vertical', binSpacing: 1 },
            encoding: {
              x,
              x2: { field: 'to' },
              y: { field: 'features', ...y },
              y2: { datum: 0 },
              // Below 0 is no prediction: the same bars without the colour.
              color: { condition: { test: 'datum.to <= 0', value: ink.quiet }, datum: 'this model', ...color },
              tooltip,
            },
          },
          {
            data: { name: 'outlines' },
            mark: { type: 'line', interpolate: 'step-after', strokeWidth: 1.5 },
            encoding: {
              x: { field: 'at', ...at },
              y: { field: 'features', ...y },
              color: { field: 'series', ...color },
              strokeDash: { field: 'series', ...strokeDash },
            },
          },
          {
            data: { name: 'chance' },
            mark: { type: 'rule', strokeWidth: 1.5 },
            encoding: {
              x: { field: 'chance', ...at },
              color: { datum: chance, ...color },
              strokeDash: { datum: chance, ...strokeDash },
            },
          },
          {
            data: { name: 'median' },
            mark: { type: 'rule', strokeWidth: 1.5 },
            encoding: { x: { field: 'median', ...at } },
          },
          {
            data: { name: 'median' },
            mark: { type: 'text', baseline: 'bottom', dy: -3 },
            encoding: { x: { field: 'median', ...at }, y: { value: 0 }, text: { field: 'label' } },
          },
        ],
      },
    };
  };
}

/** The upper edge of a histogram, from the ground to the ground. */
function outline(bins: readonly R2Bin[], series: string, features: (bin: R2Bin) => number) {
  const start = bins[0]?.from ?? 0;
  const end = bins.at(-1)?.to ?? 1;
  return [
    { series, at: start, features: 0 },
    ...bins.map((bin) => ({ series, at: bin.from, features: features(bin) })),
    { series, at: end, features: 0 },
  ];
}
