import type { Inspection } from '../../src/run/inspection.ts';
import type { ChartBuilder } from './chart.ts';

const ROW = 18;
/** Columns of dots lie left of 0, this share of the longest bar apart. */
const STEP = 0.08;

/** Samples by exact set of tables, for paper: a bar for each set, left of it a dot for each of its tables. */
export function overlapFigure(names: readonly string[], overlap: Inspection['overlap']): ChartBuilder {
  const most = Math.max(1, ...overlap.map(({ samples }) => samples));
  const at = (table: number) => -(names.length - table) * STEP * most;
  const rows = overlap.map((set, row) => ({ row, samples: set.samples, tables: set.tables.join(' + ') }));
  const dots = overlap.flatMap((set, row) =>
    names.map((name, k) => ({ row, x: at(k), inside: set.tables.includes(name) })),
  );
  const lines = overlap.map(({ tables }, row) => {
    const columns = tables.map((name) => at(names.indexOf(name)));
    return { row, x: Math.min(...columns), x2: Math.max(...columns) };
  });
  const heads = names.map((name, k) => ({ row: -0.8, x: at(k), name }));
  const down = [overlap.length - 0.5, -5];
  const across = [at(0) - STEP * most, most * 1.1];
  const values = [0, most / 2, most].map(Math.round);
  return (ink) => {
    const y = {
      field: 'row',
      type: 'quantitative',
      axis: null,
      scale: { domain: down, nice: false, zero: false },
    } as const;
    const x = {
      field: 'x',
      type: 'quantitative',
      title: 'samples',
      scale: { domain: across, nice: false },
      axis: { values, grid: false },
    } as const;
    return {
      height: ROW * (overlap.length + 5),
      data: { rows, dots, lines, heads },
      spec: {
        layer: [
          {
            data: { name: 'rows' },
            mark: { type: 'bar', orient: 'horizontal', height: 10, color: ink.accent },
            encoding: { x: { ...x, field: 'samples' }, x2: { datum: 0 }, y },
          },
          {
            data: { name: 'rows' },
            mark: { type: 'text', align: 'left', dx: 4, color: ink.text },
            encoding: {
              x: { ...x, field: 'samples' },
              y,
              text: { field: 'samples', type: 'quantitative', format: ',' },
            },
          },
          {
            data: { name: 'lines' },
            mark: { type: 'rule', strokeWidth: 2, color: ink.text },
            encoding: { x, x2: { field: 'x2' }, y },
          },
          {
            data: { name: 'dots' },
            mark: { type: 'point', filled: true, size: 70, opacity: 1 },
            encoding: {
              x,
              y,
              color: {
                field: 'inside',
                type: 'nominal',
                legend: null,
                scale: { domain: [true, false], range: [ink.text, ink.line] },
              },
            },
          },
          {
            data: { name: 'heads' },
            mark: { type: 'text', angle: 300, align: 'left', color: ink.text, limit: 90 },
            encoding: { x, y, text: { field: 'name' } },
          },
        ],
      },
    };
  };
}
