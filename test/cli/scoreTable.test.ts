import { expect, it } from 'vitest';
import { scoreTable } from '../../src/cli/scoreTable.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { runFile } from '../extension/fixtures.ts';

const of = (source: string, target: string, predictable: number | null, baselineMedian: number | null) => ({
  ...{
    source,
    target,
    samples: 10_000,
    features: 20_000,
    positive: 12_345,
    predictable,
    predictableMedian: null,
    baselineMedian,
  },
  ...{ median: -0.12, mean: 0, q25: -0.25, q75: 0.5 },
});

const table = (r2: NonNullable<RunFile['metrics']>['r2']) =>
  scoreTable(runFile({ metrics: { epoch: 1, r2, classification: [], dimensions: [] } })).split('\n');

it('shows what is predictable, and what ridge regression finds, within 100 columns', () => {
  const lines = table([of('methylation', 'transcripts', 9876, 0.31), of('transcripts', 'transcripts', null, null)]);
  expect(lines.find((line) => line.startsWith('methylation'))).toMatch(
    /^methylation → transcripts {2,}−0\.12 +−0\.25 … 0\.50 +12345 of 20000 +9876 +0\.31 +−0\.12 +10000$/,
  );
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
});

it('shows a dash for runs that did not compute them', () => {
  expect(table([of('rna', 'mirna', null, null)])[2]).toMatch(/ 12345 of 20000 +– +– +– +10000$/);
});

it('says why a direction has no score', () => {
  const none = { ...of('rna', 'mutations', 0, null), features: 0, positive: 0, median: null, q25: null, q75: null };
  const said = (lines: string[]) => lines.filter((line) => line.startsWith('0 of 0: each feature has one value only'));
  expect(said(table([none]))).toHaveLength(1);
  expect(said(table([of('rna', 'mirna', 1, 0)]))).toEqual([]);
});
