import { describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.ts';
import { selectModel } from '../../src/report/modelSelection.ts';
import { finishedRows, madePlan } from './madeSweep.ts';

const plan = madePlan({ 'model.name': ['mvae', 'mmvae++'], 'model.shared': [2, 5] }, 4);
/** Means of the four groups; seeds spread them by ± 0.01: standard deviation 0.0115, standard error 0.0058 */
const spread = [-0.01, 0.01, -0.01, 0.01];
const means = (of: readonly number[]) =>
  finishedRows(
    plan,
    ([name, shared, seed]) => of[2 * name + shared] + spread[seed],
    ([name, shared]) => 1000 * (name + 1) * (shared + 1),
  );
const keys = (groups: readonly { key: string }[]) => groups.map(({ key }) => key);

describe('which settings to take', () => {
  it('takes the simplest of those within one standard error of the best', () => {
    const { best, within, chosen } = selectModel(plan, means([0.2, 0.296, 0.27, 0.3]), 'r2');
    expect(best?.score.standardError).toBeCloseTo(0.0115470053837925 / 2, 12);
    expect([best?.key, keys(within), chosen?.key]).toEqual(['1 1', ['1 1', '0 1'], '0 1']);
  });

  it('takes the better one of equally simple settings', () => {
    const betas = madePlan({ 'training.beta': [0.1, 1] }, 4);
    const rows = finishedRows(betas, ([beta, seed]) => [0.3, 0.301][beta] + spread[seed]);
    const { within, chosen } = selectModel(betas, rows, 'r2');
    expect([keys(within), chosen?.key]).toEqual([['1', '0'], '1']);
  });

  it('takes the best where no other comes near it', () => {
    const { within, chosen } = selectModel(plan, means([0.2, 0.29, 0.27, 0.3]), 'r2');
    expect([keys(within), chosen?.key]).toEqual([['1 1'], '1 1']);
  });

  it('calls the simplest of equals the best: by weights, by latent, by order', () => {
    expect(selectModel(plan, means([0.3, 0.3, 0.3, 0.3]), 'r2').best?.key).toBe('0 0');
    const sized = madePlan({ 'model.private': [{ rna: 2, adt: 3 }, 3, 3.5, [1]], 'model.name': ['mvae', 'avg'] }, 2);
    const { within } = selectModel(
      sized,
      finishedRows(sized, () => 0.5),
      'r2',
    );
    expect(keys(within)).toEqual(['3 0', '3 1', '1 0', '1 1', '2 0', '2 1', '0 0', '0 1']);
  });

  it('has no standard error of one seed: only equals are within it', () => {
    const single = madePlan({ 'model.shared': [2, 5, 10] }, 1);
    const { best, within, luck } = selectModel(
      single,
      finishedRows(single, ([shared]) => [0.3, 0.31, 0.31][shared]),
      'r2',
    );
    expect([best?.key, best?.score.standardError, keys(within), luck]).toEqual(['1', null, ['1', '2'], null]);
  });

  it('has nothing to say without scores', () => {
    for (const rows of [[], finishedRows(plan, () => null)])
      expect(selectModel(plan, rows, 'r2')).toMatchObject({ best: null, within: [], chosen: null, luck: null });
  });
});

describe('what choosing the best does to its score', () => {
  it('is what NumPy sees, where all are equally good', () => {
    // r = numpy.random.default_rng(0); r.normal(0, 0.05, (100000, 12, 5)).mean(2).max(1).mean(): 0.036407 ± 0.00004
    const random = new Random(1);
    const noise = madePlan({ 'model.shared': Array.from({ length: 12 }, (_, i) => i + 1) }, 5);
    const sweeps = 400;
    let lucky = 0;
    let told = 0;
    for (let sweep = 0; sweep < sweeps; sweep++) {
      // A seed makes its split easy or hard for every setting alike: that spread favours none and must not count.
      const ease = random.normals(5).map((value) => 0.2 * value);
      const draws = random.normals(60);
      const rows = finishedRows(noise, ([setting, seed]) => 0.5 + ease[seed] + 0.05 * draws[5 * setting + seed]);
      const { best, luck } = selectModel(noise, rows, 'r2');
      lucky += (best?.score.mean ?? Number.NaN) - 0.5 - ease.reduce((sum, value) => sum + value) / 5;
      told += luck?.excess ?? Number.NaN;
      expect(luck?.groups).toBe(12);
    }
    // Standard error of 400 sweeps: 0.0127 / 20
    expect(Math.abs(lucky / sweeps - 0.036407)).toBeLessThan(0.0025);
    expect(told / sweeps).toBeCloseTo(0.0364, 3);
  });

  it('takes the seeds that all settings have', () => {
    const rows = means([0.1, 0.2, 0.3, 0.25]);
    const residual = [
      0.002, -0.001, 0.004, 0, -0.003, 0.002, 0.001, -0.002, 0, 0.003, -0.001, 0.001, 0.002, 0, -0.004, 0,
    ];
    const noisy = rows.map((row, i) => ({ ...row, scores: { r2: (row.scores['r2'] ?? 0) + residual[i] } }));
    // Residuals of a two-way layout without one seed: x = v[:, [0, 1, 3]]; x - row means - column means + mean;
    // numpy.sqrt((x ** 2).sum() / 6), times 1.0293753730039641 (of four) over the root of 3
    const { luck } = selectModel(
      plan,
      noisy.filter((_, i) => i !== 6),
      'r2',
    );
    expect(luck?.groups).toBe(4);
    expect(luck?.excess).toBeCloseTo(0.0011593703240734138, 10);
  });
});
