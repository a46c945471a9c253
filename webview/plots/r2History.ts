import { directionName } from '../../src/report/words.ts';
import type { HistoryEntry } from '../../src/run/history.ts';
import type { ChartBuilder } from './chart.ts';

/** As many lines as colours that can be told apart. */
const MAX_LINES = 7;

/** Letters of a direction's name beyond which the legend has one column. */
const LONG_NAME = 22;

export interface R2Line {
  readonly direction: string;
  readonly points: readonly { readonly epoch: number; readonly r2: number }[];
}

/** Median held-out R² by epoch and direction; with folds, the mean of the folds' medians. Most predictable direction first. */
export function r2Lines(history: readonly HistoryEntry[]): R2Line[] {
  const sums = new Map<string, Map<number, { sum: number; count: number }>>();
  for (const { epoch, r2 } of history) {
    for (const { source, target, median } of r2 ?? []) {
      if (median === null || source === target || source === 'all') continue;
      const name = directionName(source, target);
      const byEpoch = sums.get(name) ?? new Map<number, { sum: number; count: number }>();
      const { sum, count } = byEpoch.get(epoch) ?? { sum: 0, count: 0 };
      sums.set(name, byEpoch.set(epoch, { sum: sum + median, count: count + 1 }));
    }
  }
  const lines = [...sums].map(([direction, byEpoch]) => {
    const points = [...byEpoch].map(([epoch, { sum, count }]) => ({ epoch, r2: sum / count }));
    return { direction, points: points.sort((a, b) => a.epoch - b.epoch) };
  });
  return lines.sort((a, b) => (b.points.at(-1)?.r2 ?? 0) - (a.points.at(-1)?.r2 ?? 0));
}

/** R² over epochs, at most seven directions. Values below −1 are drawn at −1. */
export function r2History(lines: readonly R2Line[]): ChartBuilder {
  const shown = lines.slice(0, MAX_LINES);
  // By name, so that a line keeps its colour when the order of the lines changes from epoch to epoch.
  const names = shown.map(({ direction }) => direction).sort();
  const rows = shown.flatMap(({ direction, points }) =>
    points.map(({ epoch, r2 }) => ({ epoch, r2: Math.max(-1, r2), direction })),
  );
  const columns = names.some((name) => name.length > LONG_NAME) ? 1 : 2;
  return (ink) => {
    const x = {
      field: 'epoch',
      type: 'quantitative',
      title: 'epoch',
      axis: { tickMinStep: 1, tickCount: 6, format: 'd' },
      scale: { nice: false, zero: true },
    } as const;
    const y = { field: 'r2', type: 'quantitative', title: 'median held-out R²', axis: { tickCount: 4 } } as const;
    const color = {
      field: 'direction',
      type: 'nominal',
      title: null,
      scale: { domain: names, range: [...ink.categories.slice(0, names.length)] },
      legend: {
        orient: 'bottom',
        direction: 'vertical',
        columns,
        labelLimit: columns === 2 ? 130 : 280,
        symbolType: 'stroke',
      },
    } as const;
    const tooltip = [
      { field: 'direction', title: 'direction' },
      { field: 'epoch', title: 'epoch' },
      { field: 'r2', title: 'median R²', format: '.2f' },
    ];
    return {
      height: 168 + 16 * Math.ceil(names.length / columns),
      data: { rows },
      spec: {
        data: { name: 'rows' },
        layer: [
          { mark: { type: 'rule', strokeDash: [3, 3], color: ink.muted }, encoding: { y: { datum: 0 } } },
          { mark: { type: 'line', strokeWidth: 1.75, strokeCap: 'round' }, encoding: { x, y, color } },
          // One evaluation makes no line: the points show it, and they carry the tooltip.
          { mark: { type: 'point', filled: true, size: 18 }, encoding: { x, y, color, tooltip } },
        ],
      },
    };
  };
}
