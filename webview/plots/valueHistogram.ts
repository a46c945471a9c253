import type { ChartBuilder } from './chart.ts';

/** "200k" and "1.2M", but "0.2" where SI prefixes would give "200m". */
const SHORT_NUMBER = "abs(datum.value) >= 1000 ? format(datum.value, '~s') : format(datum.value, '~g')";

interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

/** Names of the axes, and how heights grow with counts. */
interface Look {
  readonly x: string;
  readonly y: string;
  readonly heights: 'sqrt' | 'linear';
}

/** Square-root heights: the values of omics tables pile up near zero. */
const CELLS: Look = { x: 'value', y: 'cells', heights: 'sqrt' };

/** Values in equal bins: all of one table as they are in the file, or what `look` says. */
export function valueHistogram({ from, to, counts }: Histogram, look = CELLS): ChartBuilder {
  const width = (to - from) / Math.max(1, counts.length);
  const rows = counts.map((values, i) => ({ from: from + i * width, to: from + (i + 1) * width, values }));
  return (ink) => ({
    height: 112,
    data: { rows },
    spec: {
      data: { name: 'rows' },
      mark: { type: 'bar', orient: 'vertical', binSpacing: 1, color: ink.accent },
      encoding: {
        tooltip: [
          { field: 'from', title: 'from', format: ',.4~g' },
          { field: 'to', title: 'to', format: ',.4~g' },
          { field: 'values', title: look.y, format: ',' },
        ],
        x: {
          field: 'from',
          type: 'quantitative',
          title: look.x,
          scale: { domain: [from, to], nice: false },
          axis: { tickCount: 4, labelExpr: SHORT_NUMBER },
        },
        x2: { field: 'to' },
        y2: { datum: 0 },
        y: {
          field: 'values',
          type: 'quantitative',
          title: look.y,
          scale: { type: look.heights },
          axis: { tickCount: 3, labelExpr: SHORT_NUMBER },
        },
      },
    },
  });
}
