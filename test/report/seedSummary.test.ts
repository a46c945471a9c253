import { expect, it } from 'vitest';
import { seedGroups, summarizeSeeds } from '../../src/report/seedSummary.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { runFile, score } from '../extension/fixtures.ts';

function withSeed(seed: number, median: number | null, epochs = 100): { name: string; run: RunFile } {
  const base = runFile({
    seconds: seed + 1,
    metrics: {
      epoch: epochs,
      r2: [score('rna', 'mirna', median)],
      classification: [{ block: 'shared', samples: 16, accuracy: 0.5, auc: 0.5 + seed / 10 }],
      dimensions: [],
    },
  });
  const { study } = base;
  return {
    name: `${epochs}-${seed}`,
    run: { ...base, study: { ...study, training: { ...study.training, epochs, seed } } },
  };
}

it('sums up each score over the seeds that have it', () => {
  const { runs, scores } = summarizeSeeds([withSeed(0, 0.1), withSeed(1, 0.4), withSeed(2, 0.2), withSeed(3, null)]);
  expect(runs).toEqual(['100-0', '100-1', '100-2', '100-3']);
  const [r2, auc] = scores;
  expect(r2).toMatchObject({ group: 'median R²', name: 'rna → mirna', seeds: 3, median: 0.2, min: 0.1, max: 0.4 });
  expect(r2.mean).toBeCloseTo(0.7 / 3, 12);
  // Deviations from 0.7/3: −0.4/3, 0.5/3, −0.1/3; squares sum to 0.42/9.
  expect(r2.sd).toBeCloseTo(Math.sqrt(0.42 / 9 / 2), 12);
  expect(auc).toMatchObject({ group: 'AUC', name: 'shared', seeds: 4 });
  expect(auc.mean).toBeCloseTo(0.65, 12);
});

it('gives no spread for one seed', () => {
  expect(summarizeSeeds([withSeed(0, 0.1)]).scores[0]).toMatchObject({ mean: 0.1, sd: null, min: 0.1, max: 0.1 });
});

it('groups runs that differ by seed only', () => {
  const runs = [withSeed(0, 0.1), withSeed(0, 0.1, 50), withSeed(1, 0.2), withSeed(1, 0.3, 50), withSeed(0, 0.5, 10)];
  expect(seedGroups(runs).map(({ runs }) => runs)).toEqual([
    ['100-0', '100-1'],
    ['50-0', '50-1'],
  ]);
  const [first, second] = [withSeed(0, 0.1), withSeed(1, 0.2)];
  const [table, ...others] = second.run.modalities;
  const otherData = { ...second, run: { ...second.run, modalities: [{ ...table, sha256: 'cd' }, ...others] } };
  expect(seedGroups([first, otherData])).toEqual([]);
  // A run beside its own copy says nothing about seeds.
  expect(seedGroups([first, first])).toEqual([]);
});
