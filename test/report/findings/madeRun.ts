import type { Finding } from '../../../src/report/findings/finding.ts';
import { findings } from '../../../src/report/findings.ts';
import type { Metrics, RunFile } from '../../../src/run/runFile.ts';
import { runFixture } from '../../webview/fixtures.ts';

/** A finished run of 500 samples with tables rna (100 features) and mirna (50), whose loss is flat at the end. */
export const base = runFixture({
  modalities: [
    { name: 'rna', features: 100 },
    { name: 'mirna', features: 50 },
  ],
  samples: 500,
  folds: null,
});

type Direction = Metrics['r2'][number];

/** A direction before the permutation test, or with `change` after it. */
export function direction(source: string, target: string, median: number | null, change: Partial<Direction> = {}) {
  const spread = { features: 50, positive: 10, median, mean: median, q25: median, q75: median };
  const tested = { predictable: null, predictableMedian: null, baselineMedian: null };
  return { source, target, samples: 100, ...spread, ...tested, ...change };
}

/** A run that differs from `base` by `change` and has these scores only. */
export function madeRun(change: Partial<RunFile>, metrics: Partial<Metrics> = {}): RunFile {
  return { ...base.run, metrics: { epoch: 100, r2: [], classification: [], dimensions: [], ...metrics }, ...change };
}

export const said = (run: RunFile, history = base.history): Finding[] => findings(run, history);

export const texts = (run: RunFile, history = base.history): string[] => said(run, history).map(({ text }) => text);
