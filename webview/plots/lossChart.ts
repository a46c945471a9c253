import type { HistoryEntry } from '../../src/run/history.ts';
import type { ChartBuilder } from './chart.ts';
import { EPOCHS } from './epochAxis.ts';

/** More than this from best to worst and a linear axis would show the first epochs only. */
const LOG_RATIO = 30;

/** Loss over epochs: one line for each model trained, the folds standing back behind the model of all samples. */
export function lossChart(history: readonly HistoryEntry[], folds: boolean): ChartBuilder {
  const stages = new Map<number, HistoryEntry[]>();
  for (const entry of history) stages.set(entry.stage, [...(stages.get(entry.stage) ?? []), entry]);
  const rows = [...stages].flatMap(([stage, entries]) =>
    entries.map(({ epoch, loss }) => ({
      epoch,
      loss,
      stage,
      model: folds && stage > 0 ? 'folds' : 'all samples',
    })),
  );
  const losses = rows.map(({ loss }) => loss);
  const log = Math.min(...losses) > 0 && Math.max(...losses) > LOG_RATIO * Math.min(...losses);
  return (ink) => {
    const x = EPOCHS;
    const y = {
      field: 'loss',
      type: 'quantitative',
      title: log ? 'loss (nats per sample, log scale)' : 'loss (nats per sample)',
      scale: log ? ({ type: 'log' } as const) : { zero: false },
      axis: { tickCount: 4, format: ',.5~g' },
    } as const;
    const legend = { orient: 'top', direction: 'horizontal', offset: 4, symbolType: 'stroke' } as const;
    const color = {
      field: 'model',
      type: 'nominal',
      title: null,
      scale: { domain: ['all samples', 'folds'], range: [ink.accent, ink.quiet] },
      legend: folds ? legend : null,
    } as const;
    const detail = { field: 'stage', type: 'nominal' } as const;
    // The folds first: they stand back behind the model of all samples.
    const layers = folds ? (['folds', 'all samples'] as const) : (['all samples'] as const);
    return {
      height: 168,
      data: { rows },
      spec: {
        data: { name: 'rows' },
        layer: layers.map((model) => ({
          transform: [{ filter: `datum.model === '${model}'` }],
          mark: { type: 'line', strokeWidth: model === 'folds' ? 1 : 2 },
          encoding: { x, y, detail, color },
        })),
      },
    };
  };
}
