import { formatScore } from '../../src/report/words.ts';
import type { ChartBuilder } from './chart.ts';

const BIN = 0.05;
/** Everything below is counted in the first bin: how much worse than the mean says nothing more. */
const FLOOR = -1;

export interface R2Bin {
  readonly from: number;
  readonly to: number;
  readonly features: number;
  readonly self: number;
}

/** Counts by bins of 0.05 from −1 to 1, trimmed to the bins in use but always with 0 to 0.5 in view. */
export function r2Bins(r2: Float32Array, self: Float32Array): R2Bin[] {
  const count = Math.round((1 - FLOOR) / BIN);
  const [cross, own] = [new Int32Array(count), new Int32Array(count)];
  const add = (values: Float32Array, bins: Int32Array) => {
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      const bin = Math.min(count - 1, Math.max(0, Math.floor((value - FLOOR) / BIN)));
      bins[bin] = bins[bin] + 1;
    }
  };
  add(r2, cross);
  add(self, own);
  const used = (i: number) => cross[i] + own[i] > 0;
  const zero = Math.round(-FLOOR / BIN);
  let [first, last] = [zero, zero + Math.round(0.5 / BIN)];
  for (let i = 0; i < count; i++) if (used(i)) [first, last] = [Math.min(first, i), Math.max(last, i + 1)];
  const edge = (i: number) => Number((FLOOR + i * BIN).toFixed(2));
  return Array.from({ length: last - first }, (_, k) => {
    const i = first + k;
    return { from: edge(i), to: edge(i + 1), features: cross[i], self: own[i] };
  });
}

/** How many features are predicted how well, with the median; in outline how well the target rebuilds itself. */
export function r2Distribution(bins: readonly R2Bin[], median: number | null, target: string): ChartBuilder {
  const domain = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1];
  const middle = median === null ? null : Math.max(domain[0] ?? 0, median);
  return (ink) => {
    const x = {
      field: 'from',
      type: 'quantitative',
      title: 'held-out R²',
      scale: { domain, nice: false },
      axis: { tickCount: 6, format: '.1f' },
    } as const;
    const y = {
      type: 'quantitative',
      title: `${target} features`,
      axis: { tickCount: 3, tickMinStep: 1, format: 'd' },
    } as const;
    const tooltip = [
      { field: 'from', title: 'R² from' },
      { field: 'to', title: 'to' },
      { field: 'features', title: 'features' },
      { field: 'self', title: 'from the table itself' },
    ];
    return {
      height: 168,
      data: { rows: bins, median: middle === null ? [] : [{ median: middle, label: `median ${formatScore(median)}` }] },
      spec: {
        layer: [
          {
            data: { name: 'rows' },
            mark: { type: 'bar', orient: 'vertical', binSpacing: 1 },
            encoding: {
              x,
              x2: { field: 'to' },
              y: { field: 'features', ...y },
              y2: { datum: 0 },
              color: { condition: { test: 'datum.to > 0', value: ink.accent }, value: ink.quiet },
              tooltip,
            },
          },
          {
            data: { name: 'rows' },
            transform: [{ filter: 'datum.self > 0' }],
            mark: {
              type: 'bar',
              orient: 'vertical',
              binSpacing: 1,
              fillOpacity: 0,
              stroke: ink.muted,
              strokeWidth: 1,
            },
            encoding: { x, x2: { field: 'to' }, y: { field: 'self', ...y }, y2: { datum: 0 }, tooltip },
          },
          {
            data: { name: 'median' },
            mark: { type: 'rule', strokeWidth: 1.5 },
            encoding: { x: { field: 'median', type: 'quantitative', scale: { domain } } },
          },
          {
            data: { name: 'median' },
            mark: { type: 'text', baseline: 'bottom', dy: -3 },
            encoding: {
              x: { field: 'median', type: 'quantitative', scale: { domain } },
              y: { value: 0 },
              text: { field: 'label' },
            },
          },
        ],
      },
    };
  };
}
