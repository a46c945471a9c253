import type { RunFile } from '../run/runFile.ts';
import { tablePlace } from './words.ts';

/** One row of a comparison; every run has a cell for it, null where it has no such number. */
export interface ComparisonRow {
  readonly group: 'setting' | 'median R²' | 'AUC' | 'accuracy';
  readonly name: string;
  readonly values: readonly (string | number | null)[];
}

export interface Comparison {
  readonly runs: readonly string[];
  readonly rows: readonly ComparisonRow[];
  /** what makes the comparison unfair, in words */
  readonly cautions: readonly string[];
}

/** Runs side by side: settings that differ, median R² of every direction, AUC and accuracy of every latent block. */
export function compareRuns(runs: readonly { readonly name: string; readonly run: RunFile }[]): Comparison {
  const settings = Object.entries(SETTINGS).map(
    ([name, value]): ComparisonRow => ({
      group: 'setting',
      name,
      values: runs.map(({ run }) => value(run)),
    }),
  );
  const differing = settings.filter(({ name, values }) => name === 'model' || new Set(values).size > 1);
  const rows = [
    ...differing,
    ...scores(runs, 'median R²', ({ metrics }) =>
      (metrics?.r2 ?? []).map(({ source, target, median }) => [
        source === target ? `${target} (self)` : `${source} → ${target}`,
        median,
      ]),
    ),
    ...scores(runs, 'AUC', ({ metrics }) => (metrics?.classification ?? []).map(({ block, auc }) => [block, auc])),
    ...scores(runs, 'accuracy', ({ metrics }) =>
      (metrics?.classification ?? []).map(({ block, accuracy }) => [block, accuracy]),
    ),
  ];
  return { runs: runs.map(({ name }) => name), rows, cautions: cautions(runs) };
}

const SETTINGS: Readonly<Record<string, (run: RunFile) => string | number>> = {
  model: ({ study }) => study.model.name,
  supervised: ({ study }) => (study.labels?.supervise ? `yes, weight ${study.labels.weight}` : 'no'),
  modalities: ({ modalities }) => modalities.map(({ name }) => name).join(' + '),
  tables: ({ modalities, study }) =>
    modalities.map(({ file }, m) => tablePlace(file, study.modalities[m].part)).join(' + '),
  likelihoods: ({ study }) => study.modalities.map(({ likelihood }) => likelihood).join(' + '),
  samples: ({ samples }) => samples.total,
  shared: ({ study }) => study.model.shared,
  private: ({ study }) => JSON.stringify(study.model.private),
  hidden: ({ study }) => study.model.hidden.join(' '),
  encoder: ({ study }) => study.model.encoder,
  "target's private": ({ study }) => study.model.targetPrivate ?? 'as in the paper',
  epochs: ({ study }) => study.training.epochs,
  'batch size': ({ study }) => study.training.batchSize,
  'learning rate': ({ study }) => study.training.learningRate,
  beta: ({ study }) => course(study.training.beta),
  alpha: ({ study }) => course(study.training.alpha),
  seed: ({ study }) => study.training.seed,
  evaluation: ({ split }) => (split.folds === null ? `hold-out of ${split.test}` : `${split.folds}-fold`),
  engine: ({ engine }) => engine.name,
  status: ({ status }) => status,
  seconds: ({ seconds }) => seconds,
};

function course(value: number | { readonly from: number; readonly to: number }): string | number {
  return typeof value === 'number' ? value : `${value.from} to ${value.to}`;
}

/** Scores that any of the runs has. */
function scores(
  runs: readonly { readonly run: RunFile }[],
  group: ComparisonRow['group'],
  read: (run: RunFile) => (readonly [string, number | null])[],
): ComparisonRow[] {
  const tables = runs.map(({ run }) => new Map(read(run)));
  const names = [...new Set(tables.flatMap((table) => [...table.keys()]))];
  const rows = names.map((name) => ({ group, name, values: tables.map((table) => table.get(name) ?? null) }));
  return rows.filter(({ values }) => values.some((value) => value !== null));
}

function cautions(runs: readonly { readonly name: string; readonly run: RunFile }[]): string[] {
  const found = runs.flatMap(({ name, run }) => {
    if (run.status === 'failed') return [`${name} failed: ${run.error ?? 'see its log.txt'}`];
    return run.metrics ? [] : [`${name} has no held-out scores yet.`];
  });
  const different = (key: (run: RunFile) => string): boolean => new Set(runs.map(({ run }) => key(run))).size > 1;
  if (
    different(({ modalities, study }) =>
      modalities
        .map(({ sha256 }, m) => `${sha256} ${study.modalities[m].part ?? ''}`)
        .sort()
        .join(),
    )
  ) {
    found.push('The runs did not read the same tables: their scores answer different questions.');
  }
  if (different(({ study }) => JSON.stringify([study.evaluation, study.setAside, study.training.seed]))) {
    found.push('The runs were scored on different splits: small differences mean nothing.');
  }
  return found;
}
