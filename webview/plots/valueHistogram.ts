import type { ChartBuilder } from './chart.ts';

/** "200k" and "1.2M", but "0.2" where SI prefixes would give "200m". */
const SHORT_NUMBER = "abs(datum.value) >= 1000 ? format(datum.value, '~s') : format(datum.value, '~g')";

interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

const CELLS = { x: 'value', y: 'cells' };

/** Values in equal bins: all of one table as they are in the file, or what `titles` says. Square-root heights: omics tables pile up near zero. */
export function valueHistogram({ from, to, counts }: Histogram, titles = CELLS): ChartBuilder {
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
          { field: 'values', title: titles.y, format: ',' },
        ],
        x: {
          field: 'from',
          type: 'quantitative',
          title: titles.x,
          scale: { domain: [from, to], nice: false },
          axis: { tickCount: 4, labelExpr: SHORT_NUMBER },
        },
        x2: { field: 'to' },
        y2: { datum: 0 },
        y: {
          field: 'values',
          type: 'quantitative',
          title: titles.y,
          scale: { type: 'sqrt' },
          axis: { tickCount: 3, labelExpr: SHORT_NUMBER },
        },
      },
    },
  });
}
