import { describe, expect, it } from 'vitest';
import { objectives } from '../../src/model/objectives/index.ts';
import type { KlTerm, Path } from '../../src/model/objectives/objective.ts';

/** "rna+protein→rna own", with ⊘ where the gradient to the shared latent stops and #1 for a second draw. */
const word = ({ from, to, subset, shared, private: own, draw, weight }: Path): string =>
  `${subset === 'random' ? 'some of ' : ''}${from.join('+')}→${to} ${own}${shared === 'stop-gradient' ? ' ⊘' : ''}${draw > 0 ? ` #${draw}` : ''}${weight === 1 ? '' : ` ×${weight}`}`;
const klWord = ({ posterior, blocks, prior, density, share, weight }: KlTerm): string =>
  [
    `${posterior.join('+')}: ${blocks.join(' ')}`,
    ...(prior === 'mixture' ? ['to mixture'] : []),
    ...(density === 'mixture' ? ['of mixture'] : []),
    ...(share === '1' ? [] : [`×(${share})`]),
    ...(weight === 1 ? [] : [`×${weight}`]),
  ].join(' ');
const TWO = ['1', '2'];

describe('paths and KL terms for two modalities are those of the authors’ code', () => {
  it('mvae: 12→12, 1→1, 2→2', () => {
    expect(objectives.mvae.paths(TWO, null).map(word)).toEqual(['1+2→1 own', '1+2→2 own', '1→1 own', '2→2 own']);
    expect(objectives.mvae.kl(TWO).map(klWord)).toEqual(['1+2: shared 1 2', '1: shared 1', '2: shared 2']);
  });

  it('mmvae: every expert decodes everything', () => {
    expect(objectives.mmvae.paths(TWO, null).map(word)).toEqual(['1→1 own', '1→2 zero', '2→1 zero', '2→2 own']);
    expect(objectives.mmvae.kl(TWO).map(klWord)).toEqual(['1: shared 1', '2: shared 2']);
  });

  it('mmvae++: the same, and the same-view paths stop the gradient', () => {
    expect(objectives['mmvae++'].paths(TWO, null).map(word)).toEqual([
      '1→1 own ⊘',
      '1→2 zero',
      '2→1 zero',
      '2→2 own ⊘',
    ]);
    expect(objectives['mmvae++'].kl(TWO)).toEqual(objectives.mmvae.kl(TWO));
  });

  it('mopoe: mvae and both cross terms, each with a fresh draw and its own KL over the shared block', () => {
    expect(objectives.mopoe.paths(TWO, null).map(word).sort()).toEqual(
      ['1+2→1 own', '1+2→2 own', '1→1 own', '2→2 own', '1→2 zero #1', '2→1 zero #1'].sort(),
    );
    expect(objectives.mopoe.kl(TWO).map(klWord).sort()).toEqual(
      ['1+2: shared 1 2', '1: shared 1', '1: shared', '2: shared 2', '2: shared'].sort(),
    );
  });

  it('independent: each its own', () => {
    expect(objectives.independent.paths(TWO, null).map(word)).toEqual(['1→1 own', '2→2 own']);
    expect(objectives.independent.kl(TWO).map(klWord)).toEqual(['1: shared 1', '2: shared 2']);
  });

  it('avg: everything from the joint posterior, one KL', () => {
    expect(objectives.avg.paths(TWO, null).map(word)).toEqual(['1+2→1 own', '1+2→2 own']);
    expect(objectives.avg.kl(TWO).map(klWord)).toEqual(['1+2: shared 1 2']);
  });

  it('mmvae+: cross paths draw from the auxiliary prior, everything is a mean over experts', () => {
    expect(objectives['mmvae+'].paths(TWO, null).map(word)).toEqual([
      '1→1 own ×0.5',
      '1→2 auxiliary ×0.5',
      '2→1 auxiliary ×0.5',
      '2→2 own ×0.5',
    ]);
    expect(objectives['mmvae+'].kl(TWO).map(klWord)).toEqual([
      '1: shared of mixture ×0.5',
      '1: 1 ×0.5',
      '2: shared of mixture ×0.5',
      '2: 2 ×0.5',
    ]);
  });

  it('mmvm: each its own, the shared block towards the mixture', () => {
    expect(objectives.mmvm.paths(TWO, null)).toEqual(objectives.independent.paths(TWO, null));
    expect(objectives.mmvm.kl(['1']).map(klWord)).toEqual([
      '1: shared to mixture ×(1 - alpha)',
      '1: shared ×(alpha)',
      '1: 1',
    ]);
  });

  it.each([
    ['mvae', 3],
    ['independent', 2],
    ['mmvm', 2],
    ['avg', 1],
    ['mmvae', 2],
    ['mmvae++', 2],
    ['mopoe', 5],
  ] as const)('supervised %s has %i label terms of the given weight', (name, terms) => {
    const label = objectives[name].paths(TWO, 100).filter(({ to }) => to === 'label');
    expect(label).toHaveLength(terms);
    expect(label.every(({ weight, shared }) => weight === 100 && shared === 'sample')).toBe(true);
  });
});

describe('any number of modalities', () => {
  const names = ['a', 'b', 'c', 'd'];

  it.each([
    ['mmvae', 16],
    ['mmvae++', 16],
    ['mmvae+', 16],
    ['independent', 4],
    ['mmvm', 4],
    ['avg', 4],
    // joint, singles, and a random subset
    ['mvae', 12],
    // 15 subsets, each decodes all four modalities
    ['mopoe', 60],
  ] as const)('%s has %i paths for four', (name, count) => {
    const paths = objectives[name].paths(names, null);
    expect(paths).toHaveLength(count);
    expect(new Set(paths.map(word)).size).toBe(count);
  });

  it.each(Object.values(objectives))('$name decodes an own private block only where it was encoded', (objective) => {
    for (const { from, to, private: own } of objective.paths(names, null)) {
      if (from.includes(to)) expect(own).toBe('own');
      else expect(own).toBe(objective.name === 'mmvae+' ? 'auxiliary' : 'zero');
    }
  });

  it('mixtures encode one modality at a time', () => {
    for (const objective of Object.values(objectives).filter(({ posterior }) => posterior === 'mixture')) {
      expect(objective.paths(names, 1).every(({ from }) => from.length === 1)).toBe(true);
    }
  });
});
