import type { Inspection } from '../../src/run/inspection.ts';
import type { ChartBuilder } from './chart.ts';

/** "200k" and "1.2M", but "0.2" where SI prefixes would give "200m". */
const SHORT_NUMBER = "abs(datum.value) >= 1000 ? format(datum.value, '~s') : format(datum.value, '~g')";

type Histogram = Inspection['tables'][number]['histogram'];

/** All values of one table, as they are in the file. Square-root heights: omics tables pile up near zero. */
export function valueHistogram({ from, to, counts }: Histogram): ChartBuilder {
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
          { field: 'values', title: 'cells', format: ',' },
        ],
        x: {
          field: 'from',
          type: 'quantitative',
          title: 'value',
          scale: { domain: [from, to], nice: false },
          axis: { tickCount: 4, labelExpr: SHORT_NUMBER },
        },
        x2: { field: 'to' },
        y2: { datum: 0 },
        y: {
          field: 'values',
          type: 'quantitative',
          title: 'cells',
          scale: { type: 'sqrt' },
          axis: { tickCount: 3, labelExpr: SHORT_NUMBER },
        },
      },
    },
  });
}
