import { type RunFile, runFileSchema } from '../../src/run/runFile.ts';

/** A run file with two tables, as the trainer writes it. */
export function runFile(changes: Partial<RunFile> = {}): RunFile {
  const table = { sha256: 'ab', samples: 80, dropped: [], missingCells: 0, scale: 'real' };
  return runFileSchema.parse({
    format: 1,
    crossmodal: '0.1.0',
    status: 'finished',
    study: {
      modalities: [
        { name: 'rna', file: '../rna.csv', transform: ['standardize'] },
        { name: 'mirna', file: '../mirna.csv', transform: ['standardize'] },
      ],
      training: { epochs: 100 },
      evaluation: { split: 'holdout' },
    },
    modalities: [
      { ...table, name: 'rna', file: 'rna.csv', features: 10 },
      { ...table, name: 'mirna', file: 'mirna.csv', features: 20 },
    ],
    labels: null,
    samples: { total: 80, complete: 80 },
    split: { train: 64, test: 16, folds: null, aside: 0 },
    objective: { paths: [], kl: [] },
    parameters: 1000,
    engine: { name: 'wasm', version: 'tfjs', threads: 1, note: '' },
    system: { node: 'v20', platform: 'linux', cpu: '' },
    pid: process.pid,
    startedAt: '2026-11-20T10:00:00.000Z',
    seconds: 12,
    progress: { stage: 'hold-out', epoch: 40, epochs: 100, share: 0.4, secondsLeft: 3 },
    kept: null,
    warnings: [],
    error: null,
    metrics: null,
    ...changes,
  });
}

/** Scores of one direction; only the median counts here. */
export function score(source: string, target: string, median: number | null) {
  const spread = { median, mean: median, q25: median, q75: median, features: 10, positive: 5 };
  return { source, target, samples: 16, ...spread, predictable: null, predictableMedian: null, baselineMedian: null };
}
