import { basename } from 'node:path';
import type { RunFile } from '../run/runFile.ts';
import type { Frame, FrameColumn } from './frame.ts';

/** What is kept beside the tables: texts, numbers, small frames, and groups of them. */
export type Setting = string | number | Frame | { readonly [name: string]: Setting };

/** How a run was made and how well it does: the study whole as JSON, and what people look up first by itself. */
export function runSettings(folder: string, run: RunFile): Setting {
  const { study, metrics } = run;
  return {
    version: run.crossmodal,
    run: basename(folder),
    status: run.status,
    started_at: run.startedAt,
    seconds: run.seconds,
    model: study.model.name,
    seed: study.training.seed,
    engine: `${run.engine.name} ${run.engine.version}`,
    epochs: run.progress.epoch,
    study: JSON.stringify(study),
    tables: frame([
      texts('modality', run.modalities, ({ name }) => name),
      texts('file', run.modalities, ({ file }) => file),
      texts('sha256', run.modalities, ({ sha256 }) => sha256),
      texts('scale', run.modalities, ({ scale }) => scale),
      numbers('samples', run.modalities, ({ samples }) => samples),
      numbers('features', run.modalities, ({ features }) => features),
    ]),
    ...(metrics && {
      metrics: {
        epoch: metrics.epoch,
        r2: frame([
          texts('source', metrics.r2, ({ source }) => source),
          texts('target', metrics.r2, ({ target }) => target),
          numbers('samples', metrics.r2, ({ samples }) => samples),
          numbers('features', metrics.r2, ({ features }) => features),
          numbers('positive', metrics.r2, ({ positive }) => positive),
          numbers('median', metrics.r2, ({ median }) => median),
          numbers('mean', metrics.r2, ({ mean }) => mean),
          numbers('q25', metrics.r2, ({ q25 }) => q25),
          numbers('q75', metrics.r2, ({ q75 }) => q75),
          numbers('predictable', metrics.r2, ({ predictable }) => predictable),
          numbers('predictable_median', metrics.r2, ({ predictableMedian }) => predictableMedian),
          numbers('baseline_median', metrics.r2, ({ baselineMedian }) => baselineMedian),
        ]),
        classification: frame([
          texts('block', metrics.classification, ({ block }) => block),
          numbers('samples', metrics.classification, ({ samples }) => samples),
          numbers('accuracy', metrics.classification, ({ accuracy }) => accuracy),
          numbers('auc', metrics.classification, ({ auc }) => auc),
        ]),
        dimensions: frame([
          texts('block', metrics.dimensions, ({ block }) => block),
          numbers('dimension', metrics.dimensions, ({ dimension }) => dimension),
          numbers('kl', metrics.dimensions, ({ kl }) => kl),
          numbers('variance', metrics.dimensions, ({ variance }) => variance),
        ]),
      },
    }),
  };
}

/** Rows named by their number from 0, as pandas does. */
function frame(columns: readonly (FrameColumn & { readonly values: ArrayLike<unknown> })[]): Frame {
  return { names: Array.from(columns[0].values, (_, row) => String(row)), columns };
}

function texts<T>(name: string, rows: readonly T[], of: (row: T) => string) {
  return { kind: 'text' as const, name, values: rows.map(of) };
}

function numbers<T>(name: string, rows: readonly T[], of: (row: T) => number | null) {
  return { kind: 'continuous' as const, name, values: Float32Array.from(rows, (row) => of(row) ?? Number.NaN) };
}
