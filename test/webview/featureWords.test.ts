import { describe, expect, test } from 'vitest';
import { evidenceSentence, verdictSentence } from '../../webview/views/featureWords.ts';

describe('the evidence for a feature', () => {
  test.each([
    [
      0.62,
      0.55,
      0.0004,
      'Predicted from rnaseq better than by chance (q < 0.001), and better than by ridge regression.',
    ],
    [0.62, 0.615, 0.01, 'Predicted from rnaseq better than by chance (q = 0.010); ridge regression does as well.'],
    [0.3, 0.55, 0.05, 'Predicted from rnaseq better than by chance (q = 0.050); ridge regression does better.'],
    [0.3, Number.NaN, 0.05, 'Predicted from rnaseq better than by chance (q = 0.050).'],
    [
      -0.02,
      -0.1,
      0.01,
      'Follows rnaseq more than by chance (q = 0.010), but too loosely to predict it: R² is not above 0.',
    ],
    [0.1, 0, 0.2, 'No better predicted from rnaseq than by chance (q = 0.20).'],
  ])('R² %s, ridge %s, q %s', (r2, ridge, q, sentence) => {
    expect(evidenceSentence('rnaseq', r2, ridge, q).replaceAll('\u00a0', ' ')).toBe(sentence);
  });
});

test('a private verdict against the larger shared share says why', () => {
  expect(verdictSentence('private', true)).toContain('no other table predicts it');
  expect(verdictSentence('private', false)).not.toContain('no other table');
});
