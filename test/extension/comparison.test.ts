import { expect, test } from 'vitest';
import { comparisonPage } from '../../src/extension/comparison.ts';
import { runFile, score } from './fixtures.ts';

const run = (forward: number, backward: number) =>
  runFile({
    metrics: {
      epoch: 1,
      r2: [score('rna', 'mirna', forward), score('mirna', 'rna', backward)],
      classification: [],
      dimensions: [],
    },
  });

test('two runs side by side, the better score of a row in bold', () => {
  const page = comparisonPage([
    { name: 'first|run', run: run(0.5, 0.2) },
    { name: 'second', run: run(-0.1, 0.2) },
  ]);
  expect(page).toContain('# 2 runs compared');
  expect(page).toContain('`first\\|run`');
  expect(page).toContain('| rna → mirna | **0.50** | −0.10 |');
  // No winner where both are the same.
  expect(page).toContain('| mirna → rna | 0.20 | 0.20 |');
  expect(page).not.toContain('accuracy');
});

test('runs that differ by seed only are summed up', () => {
  const seeded = (seed: number, forward: number) => {
    const file = run(forward, 0.2);
    return { ...file, study: { ...file.study, training: { ...file.study.training, seed } } };
  };
  const page = comparisonPage([
    { name: 'first', run: seeded(0, 0.5) },
    { name: 'second', run: seeded(1, 0.3) },
  ]);
  expect(page).toContain('## 2 seeds of the same settings');
  expect(page).toContain('| median R² | rna → mirna | 0.40 | 0.30 to 0.50 | 0.40 ± 0.14 |');
  expect(comparisonPage([{ name: 'first', run: seeded(0, 0.5) }])).not.toContain('seeds of the same settings');
});

test('every setting of a study that differs is shown', () => {
  const plain = run(0.5, 0.2);
  const { modalities, model, training } = plain.study;
  const other = {
    ...plain,
    study: {
      ...plain.study,
      modalities: modalities.map((modality, m) =>
        m === 0 ? { ...modality, likelihood: 'laplace' as const } : modality,
      ),
      model: { ...model, encoder: 'two-trunks' as const, targetPrivate: 'prior' as const },
      training: { ...training, alpha: { from: 1, to: 0 } },
    },
  };
  const page = comparisonPage([
    { name: 'first', run: plain },
    { name: 'second', run: other },
  ]);
  expect(page).toContain('| likelihoods | gaussian + gaussian | laplace + gaussian |');
  expect(page).toContain('| encoder | one-trunk | two-trunks |');
  expect(page).toContain("| target's private | as in the paper | prior |");
  expect(page).toContain('| alpha | 0 | 1 to 0 |');
  expect(page).not.toContain('| beta |');
});
