import { describe, expect, it } from 'vitest';
import { ahead, every } from '../../src/experiments/checks.ts';
import type { Experiment } from '../../src/experiments/experiment.ts';
import { fig1b } from '../../src/experiments/fig1b.ts';
import { interpolate } from '../../src/experiments/mmvmBeta.ts';
import { Summary } from '../../src/experiments/summary.ts';
import { checkLine, tally, verdict } from '../../src/experiments/verdict.ts';
import { finished, TINY } from './tiny.ts';

const summary = new Summary(TINY, [
  finished({ model: 'a', size: 20, seed: 0 }, { cross: [0.6], auc: [0.9] }),
  finished({ model: 'b', size: 20, seed: 0 }, { cross: [0.05], auc: [0.6] }),
  finished({ model: 'c', size: 20, seed: 0 }, { cross: [-0.1], auc: [0.5] }),
]);

describe('a claim', () => {
  const claim = { claim: 'a is ahead', series: 'model', best: 'a', measure: 'cross', at: { size: 20 } };

  it('holds where the best is ahead of every other one by the margin', () => {
    const check = ahead(summary, { ...claim, others: ['b', 'c'], margin: 0.5 });
    expect(checkLine(check)).toBe('Holds: a is ahead (a 0.60, b 0.05, c −0.10).');
  });

  it('does not hold where one comes too near', () => {
    expect(ahead(summary, { ...claim, others: ['b', 'c'], margin: 0.6 }).holds).toBe(false);
  });

  it('is not tested without its runs', () => {
    expect(ahead(summary, { ...claim, others: ['nobody'], margin: 0.1 }).holds).toBeNull();
    expect(ahead(summary, { ...claim, at: { size: 50 }, others: ['b'], margin: 0.1 }).holds).toBeNull();
    expect(every([], 'all of nothing').holds).toBeNull();
  });

  it('names the exceptions', () => {
    const rows = [
      { label: 'x', holds: true },
      { label: 'y', holds: false },
      { label: 'z', holds: false },
    ];
    expect(checkLine(every(rows, 'all do'))).toBe('Does not hold: all do (1 of 3; not y and z).');
  });
});

it('counts claims in words', () => {
  const check = (holds: boolean | null) => ({ claim: '', holds, numbers: '' });
  expect(tally([check(true), check(false), check(null)])).toBe('1 of 2 claims holds, 1 was not tested.');
  expect(tally([check(true), check(true)])).toBe('2 of 2 claims hold.');
  expect(tally([check(null)])).toBe('No claim was tested.');
});

it('compares curves at equal heights only where both run', () => {
  const curve = [
    [0.2, 0.5],
    [0.4, 0.9],
  ] as const;
  expect(interpolate(curve, 0.3)).toBeCloseTo(0.7, 12);
  expect(interpolate(curve, 0.4)).toBeCloseTo(0.9, 12);
  expect(interpolate(curve, 0.41)).toBeNull();
});

describe('verdict.md', () => {
  const experiment: Experiment = { ...fig1b, ...TINY };
  const runs = [
    finished({ model: 'a', size: 20, seed: 0 }, { cross: [0.6], auc: [0.9] }),
    finished({ model: 'b', size: 20, seed: 0 }, { cross: [0.05], auc: [0.6] }),
  ];
  const text = verdict({
    experiment,
    plan: { description: ['40 samples'], cells: [] },
    outcome: {
      finished: runs,
      failed: [{ settings: { model: 'c', size: 20, seed: 0 }, error: 'broke' }],
      kept: 0,
      interrupted: false,
    },
    summary,
    checks: [{ claim: 'a is ahead', holds: true, numbers: '' }],
    quick: true,
  });

  it('says settings, numbers, claims, failures, machine and whom to cite, and that a smoke run is one', () => {
    for (const part of [
      'smoke run',
      '- 40 samples',
      'A claim.',
      '| a | 20 | 0.60 | 0.60 [0.40 to 0.80] | 0.70 | 0.90 |',
      '- Holds: a is ahead.',
      '- c, private features 20, seed 0: broke',
      '2 runs, 4 s in all. Engine: wasm 4.22.0.',
      'Crossmodal 0.1.0',
      'arXiv:2403.06338',
    ]) {
      expect(text).toContain(part);
    }
  });
});

describe('the claims of Fig. 1B', () => {
  const values: Record<string, number[]> = {
    'mmvae++': [0.72, 0.66, 0.48],
    mmvae: [0.68, 0.02, -0.02],
    mopoe: [0.65, -0.01, -0.02],
    mvae: [0.26, -0.08, -0.04],
  };
  const published = new Summary(
    fig1b,
    Object.entries(values).flatMap(([model, scores]) =>
      scores.map((score, i) =>
        finished({ model, privateFeatures: [20, 100, 1000][i], seed: 0 }, { cross: [score], auc: [0.9] }),
      ),
    ),
  );

  it('hold of the numbers that the authors’ code gives', () => {
    const checks = fig1b.checks(published);
    expect(checks.map(({ holds }) => holds)).toEqual([true, true, true, true, true]);
    expect(checks.at(-1)?.numbers).toBe('12 of 12');
  });
});
