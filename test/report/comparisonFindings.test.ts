import { expect, test } from 'vitest';
import { median } from '../../src/math/statistics.ts';
import { comparedFeatures } from '../../src/report/comparedFeatures.ts';
import { agreementWords, comparisonFindings, type LetteredRun } from '../../src/report/comparisonFindings.ts';
import type { ComparedPair } from '../../src/run/comparedRun.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { runFile, score } from '../extension/fixtures.ts';

/** A run with the same four features in one direction. */
function run(letter: string, r2: readonly number[], changes: Partial<RunFile> = {}, half = 0.05): LetteredRun {
  const values = Float32Array.from(r2);
  const middle = median(values);
  const pair: ComparedPair = {
    source: 'rna',
    target: 'mirna',
    r2: values,
    interval: { low: values.map((value) => value - half), high: values.map((value) => value + half) },
  };
  const metrics = {
    epoch: 1,
    r2: [score('rna', 'mirna', Number.isNaN(middle) ? null : middle)],
    classification: [],
    dimensions: [],
  };
  return {
    letter,
    folder: letter,
    run: runFile({ metrics, ...changes }),
    history: [],
    latents: null,
    r2: { targets: [{ name: 'mirna', features: ['w', 'x', 'y', 'z'].slice(0, r2.length) }], pairs: [pair] },
  };
}

const seeded = (seed: number): Partial<RunFile> => {
  const { study } = runFile();
  return { study: { ...study, training: { ...study.training, seed } } };
};

test('two runs: which predicts better, by how much, for how many features, and how sure that is', () => {
  const [first, ...others] = comparisonFindings([run('A', [0.1, 0.2, 0.3, 0.4]), run('B', [0.05, 0.4, 0.36, 0.5])]);
  expect(first.text).toBe(
    'B predicts mirna from rna better than A: median R² 0.38 against 0.25, higher for 3 of 4 features.' +
      ' The 95\u00a0% intervals of 1 feature lie above those of A.',
  );
  expect(first.advice).toContain('two or more seeds');
  expect(others).toEqual([]);
});

test('a difference that the features do not bear out is said with a but', () => {
  const [first] = comparisonFindings([run('A', [0.1, 0.2, 0.3, 0.4]), run('B', [0.05, 0.3, 0.3, 0.3])]);
  expect(first.text).toBe(
    'B predicts mirna from rna with the higher median R², 0.30 against 0.25, but better for only 1 of 4 features.' +
      ' The 95\u00a0% intervals of no feature lie above those of A.',
  );
});

test('a difference too small to matter is none', () => {
  const [first] = comparisonFindings([run('A', [0.1, 0.2, 0.3, 0.4]), run('B', [0.1, 0.21, 0.3, 0.4])]);
  expect(first.text).toBe('A and B predict mirna from rna about as well: their median R² differs by less than 0.02.');
  expect(first.advice).toBeNull();
});

test('where no run predicts the typical feature none is called better', () => {
  const found = comparisonFindings([run('A', [-0.3, -0.2, -0.1, 0.4]), run('B', [-0.2, -0.1, 0, 0.4])]);
  expect(found).toEqual([
    {
      kind: 'result',
      text: 'No run predicts the typical feature of mirna from rna: median R² is not above 0 in any.',
      advice: null,
    },
  ]);
});

test('of many runs the best share the first place where they are close', () => {
  const [first] = comparisonFindings([
    run('A', [0.1, 0.2, 0.2, 0.4]),
    run('B', [0.1, 0.3, 0.3, 0.4]),
    run('C', [0.1, 0.31, 0.31, 0.4]),
    run('D', [0.1, 0.1, 0.1, 0.4]),
  ]);
  expect(first.text).toBe('C and B predict mirna from rna best: median R² 0.30 to 0.31; A and D reach 0.10 to 0.20.');
  const [alike] = comparisonFindings([run('A', [0.2, 0.2]), run('B', [0.2, 0.2]), run('C', [0.2, 0.2])]);
  expect(alike.text).toMatch(/^All 3 predict mirna from rna about as well/);
});

test('what makes the comparison unfair, and what differs by seed only, is said', () => {
  const cautions = comparisonFindings([run('A', [0.1, 0.2]), run('B', [0.1, 0.2], seeded(1))]);
  expect(cautions.map(({ text }) => text)).toEqual([
    expect.stringContaining('about as well'),
    'A and B differ by seed only: the spread between them is what a seed does.',
    'The runs were scored on different splits: small differences mean nothing.',
  ]);
  const failed = comparisonFindings([
    run('A', [0.1, 0.2]),
    { ...run('B', []), run: runFile({ status: 'failed', error: 'The loss became NaN.' }), r2: null },
  ]);
  expect(failed.map(({ text }) => text)).toEqual(['B failed: The loss became NaN.']);
});

test('features are matched by name, and those without a score in both runs are left out', () => {
  const a = run('A', [0.1, Number.NaN, 0.3, 0.4]);
  const b = run('B', [0.5, 0.6, 0.7]);
  const shuffled = {
    ...b,
    r2: b.r2 && { ...b.r2, targets: [{ name: 'mirna', features: ['y', 'x', 'new'] }] },
  };
  const found = comparedFeatures(a, shuffled, 'rna', 'mirna');
  expect(found?.features).toEqual(['y']);
  expect(found?.a[0]).toBeCloseTo(0.3);
  expect(found?.b[0]).toBeCloseTo(0.5);
  expect(found?.intervals?.b.low[0]).toBeCloseTo(0.45);
  expect(comparedFeatures(a, b, 'mirna', 'rna')).toBeNull();
});

test('agreement of maps has words for every number', () => {
  expect(agreementWords(0.94, 0.2, 'A')).toBe('agrees well with A');
  expect(agreementWords(0.6, 0.2, 'A')).toBe('agrees with A in part');
  expect(agreementWords(0.3, 0.2, 'A')).toBe('agrees with A a little');
  expect(agreementWords(0.2, 0.2, 'A')).toBe('agrees with A no more than by chance');
  expect(agreementWords(0.3, null, 'A')).toBe('agrees with A a little');
});
