import { expect, it } from 'vitest';
import { z } from 'zod';
import { requireOrder } from '../../../src/data/transforms/requireOrder.ts';
import { type TransformName, transformName } from '../../../src/run/study.ts';
import { UserError } from '../../../src/run/userError.ts';
import { userErrorOf } from '../scratch.ts';

it.each<[TransformName[], string]>([
  [
    ['standardize', 'log1p'],
    '"standardize" must be the last transform, not before "log1p". Use "transform": ["log1p", "standardize"].',
  ],
  [
    ['standardize', 'standardize'],
    '"standardize" must be the last transform, not before "standardize". Use "transform": ["standardize"].',
  ],
  [['log1p', 'log1p'], '"log1p" is there twice. Use "transform": ["log1p"].'],
  [
    ['tf-idf', 'log1p', 'standardize'],
    '"tf-idf" and "log1p" exclude each other, as both change the scale. Use "transform": ["tf-idf", "standardize"].',
  ],
  [['library-size', 'library-size'], '"library-size" is there twice. Use "transform": ["library-size"].'],
  [
    ['log1p', 'library-size'],
    '"library-size" must be the first transform, not after "log1p". Use "transform": ["library-size", "log1p"].',
  ],
  [
    ['library-size', 'tf-idf'],
    '"tf-idf" relates each value to its sample itself, and takes no "library-size". Use "transform": ["tf-idf"].',
  ],
  [
    ['library-size', 'clr', 'standardize'],
    '"clr" relates each value to its sample itself, and takes no "library-size". Use "transform": ["clr", "standardize"].',
  ],
  [
    ['m-values', 'library-size'],
    '"m-values" is for proportions, and "library-size" for counts. Use "transform": ["m-values"].',
  ],
])('refuses %s', async (steps, message) => {
  expect(await userErrorOf(() => requireOrder('rna', steps))).toBe(`Modality "rna": ${message}`);
});

it('takes what it proposes, after four refusals at most', () => {
  const names = transformName.options;
  const every = names.flatMap((a) => names.flatMap((b) => [[a, b], ...names.map((c) => [a, b, c])]));
  let refused = 0;
  for (let steps of every) {
    let problem = problemOf(steps);
    for (let tries = 0; problem !== null; tries++) {
      expect(tries).toBeLessThan(4);
      refused++;
      steps = z.array(transformName).parse(JSON.parse(/\[.*\]/.exec(problem)?.[0] ?? 'null'));
      problem = problemOf(steps);
    }
  }
  expect(refused).toBeGreaterThan(300);
});

function problemOf(steps: readonly TransformName[]): string | null {
  try {
    requireOrder('m', steps);
    return null;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
