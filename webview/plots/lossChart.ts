import type { HistoryEntry } from '../../src/run/history.ts';
import type { ChartBuilder } from './chart.ts';
import { thin } from './thin.ts';

/** More than this from best to worst and a linear axis would show the first epochs only. */
const LOG_RATIO = 30;

/** Loss over epochs: one line for each model trained, the folds standing back behind the model of all samples. */
export function lossChart(history: readonly HistoryEntry[], folds: boolean): ChartBuilder {
  const stages = new Map<number, HistoryEntry[]>();
  for (const entry of history) stages.set(entry.stage, [...(stages.get(entry.stage) ?? []), entry]);
  const rows = [...stages].flatMap(([stage, entries]) =>
    thin(entries).map(({ epoch, loss }) => ({ epoch, loss, stage, model: folds && stage > 0 ? 'folds' : 'all samples' })),
  );
  const losses = rows.map(({ loss }) => loss);
  const log = Math.min(...losses) > 0 && Math.max(...losses) > LOG_RATIO * Math.min(...losses);
  return (ink) => ({
    height: 160,
    data: { rows },
    spec: {
      data: { name: 'rows' },
      mark: { type: 'line', strokeWidth: 1.75, strokeCap: 'round', tooltip: true, interpolate: 'linear' },
      encoding: {
        x: { field: 'epoch', type: 'quantitative', title: 'epoch', axis: { tickMinStep: 1, format: 'd' }, scale: { nice: false } },
        y: {
          field: 'loss',
          type: 'quantitative',
          title: log ? 'loss (nats per sample, log scale)' : 'loss (nats per sample)',
          scale: log ? { type: 'log' } : { zero: false },
          axis: { tickCount: 4 },
        },
        detail: { field: 'stage', type: 'nominal' },
        ...(folds
          ? {
              color: {
                field: 'model',
                type: 'nominal',
                title: null,
                scale: { domain: ['all samples', 'folds'], range: [ink.accent, ink.muted] },
                legend: { orient: 'top', direction: 'horizontal', offset: 4, symbolType: 'stroke' },
              },
            }
          : { color: { value: ink.accent } }),
      },
    },
  });
}
