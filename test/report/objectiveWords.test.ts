import { expect, it } from 'vitest';
import { objectives } from '../../src/model/objectives/index.ts';
import { klWords, latentWords, sourceWords } from '../../src/report/objectiveWords.ts';
import type { ModelName } from '../../src/run/study.ts';

const paths = (model: ModelName, names: string[]) =>
  objectives[model]
    .paths(names, null)
    .map((path) => `${sourceWords(path.from, path.subset)} → ${path.to}: ${latentWords(path)}`);
const terms = (model: ModelName, names: string[]) => objectives[model].kl(names).map(klWords);

it('says what each path uses', () => {
  expect(paths('mmvae++', ['rna', 'adt'])).toEqual([
    'rna → rna: shared ⊘ + private',
    'rna → adt: shared',
    'adt → rna: shared',
    'adt → adt: shared ⊘ + private',
  ]);
  expect(paths('mmvae+', ['rna', 'adt'])[1]).toBe(
    'rna → adt: shared + private drawn from a prior of learned scale × 0.5',
  );
  expect(paths('mvae', ['a', 'b', 'c']).at(-1)).toBe('some of a, b and c, drawn for each sample → c: shared + private');
});

it('says what each divergence pulls where', () => {
  expect(terms('mvae', ['rna', 'adt'])[0]).toBe(
    'KL(posterior of rna and adt || N(0, I)) over shared, private rna and private adt',
  );
  expect(terms('mmvm', ['rna', 'adt']).slice(0, 2)).toEqual([
    'KL(posterior of rna || mixture of all posteriors) over shared × (1 − α)',
    'KL(posterior of rna || N(0, I)) over shared × α',
  ]);
  expect(terms('mmvae+', ['rna', 'adt'])[0]).toBe(
    'KL(mixture of all posteriors, at a draw from rna || N(0, I)) over shared × 0.5',
  );
});
