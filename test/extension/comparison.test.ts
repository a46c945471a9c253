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
