import { expect, test } from 'vitest';
import { effectsSentence, settingEffects } from '../../src/report/settingEffects.ts';
import { finishedRow, gridPlan } from '../webview/sweepFixture.ts';

const MODELS = { path: 'model.name', values: ['mvae', 'mmvae', 'mmvae++'] };
const SHARED = { path: 'model.shared', values: [2, 5] };
const SEEDS = { path: 'seed', values: [0, 1, 2] };

/**
 * Drawn as rng = numpy.random.default_rng(7); 0.2 m + 0.05 (s = 5)(m + 1) + rng.normal(0, 0.05), to three digits, over
 * models m, shared s and seeds. η² from the F of scipy.stats.f_oneway over the values of a setting, with k of them and n
 * runs: F (k − 1) / (F (k − 1) + n − k).
 */
const GRID = [
  0, 0.015, -0.014, 0.005, 0.027, 0, 0.203, 0.267, 0.175, 0.269, 0.324, 0.318, 0.405, 0.353, 0.399, 0.585, 0.483, 0.527,
];

/** As SciPy's: x = 10 ** rng.uniform(-4, -1, 40), then sin(2 log10 x) + rng.normal(0, 0.2, 40); levels by pandas.qcut(x, 5). */
const DRAWN = [
  0.007354, 0.092657, 0.000443, 0.000302, 0.00688, 0.000135, 0.000128, 0.003505, 0.002504, 0.056429, 0.007721, 0.003486,
  0.003095, 0.000553, 0.000108, 0.000378, 0.011915, 0.0004, 0.001284, 0.000103, 0.030913, 0.000291, 0.000635, 0.043752,
  0.003384, 0.03479, 0.008301, 0.0168, 0.000188, 0.004202, 0.003337, 0.041117, 0.001213, 0.006231, 0.000151, 0.001455,
  0.000931, 0.000282, 0.02812, 0.001375,
];
const DRAWN_SCORES = [
  1.036, -0.592, -0.547, -0.646, 0.833, -0.968, -1.235, 0.865, 0.843, -0.421, 1.112, 0.715, 0.795, -0.1, -1.395, -0.625,
  0.63, -0.239, 0.618, -1.058, -0.195, -0.76, 0.194, -0.497, 0.913, -0.152, 0.828, 0.357, -1.143, 0.997, 0.882, -0.128,
  0.566, 0.95, -0.844, 0.504, 0.43, -0.73, 0.077, 0.273,
];

const rowsOf = (plan: ReturnType<typeof gridPlan>, scores: readonly (number | null)[]) =>
  plan.runs.map(({ name }, i) => finishedRow(name, { r2: scores[i] }));

test('what each setting explains is SciPy’s η²; what is left within equal settings lies between seeds', () => {
  const plan = gridPlan([MODELS, SHARED, SEEDS]);
  const effects = settingEffects(plan, rowsOf(plan, GRID), 'r2');
  expect(effects).toEqual({
    runs: 18,
    settings: [
      { path: 'model.name', share: expect.closeTo(0.9144934440780038, 12) },
      { path: 'model.shared', share: expect.closeTo(0.04433603054957476, 12) },
    ],
    seeds: expect.closeTo(0.02061554635555718, 12),
  });
  expect(effectsSentence(effects, 'R²')).toBe(
    'Of the variance of R² over 18 finished runs, model explains 91\u00a0% and shared 4\u00a0%; 2\u00a0% lies between seeds. Each setting on its own (η²).',
  );
});

test('many numbers are taken in five ranges, as pandas cuts them', () => {
  const plan = gridPlan([{ path: 'training.learningRate', values: DRAWN }]);
  const { settings, seeds } = settingEffects(plan, rowsOf(plan, DRAWN_SCORES), 'r2');
  expect(settings).toEqual([{ path: 'training.learningRate', share: expect.closeTo(0.856987403976716, 12) }]);
  expect(seeds).toBeNull();
});

test('runs that are not finished or have no score count nowhere', () => {
  const plan = gridPlan([MODELS, SHARED, SEEDS]);
  const rows = rowsOf(plan, GRID).map((row, i) =>
    i === 3 ? { ...row, state: 'running' as const, scores: { r2: 99 } } : i === 4 ? { ...row, scores: {} } : row,
  );
  const [model] = settingEffects(plan, rows, 'r2').settings;
  expect(settingEffects(plan, rows, 'r2').runs).toBe(16);
  expect(model.share).toBeGreaterThan(0.85);
});

test('of too few runs, of equal scores and of none nothing is said', () => {
  const plan = gridPlan([MODELS]);
  const few = settingEffects(plan, rowsOf(plan, [0.1, 0.2, 0.3]), 'r2');
  expect(few.settings).toEqual([{ path: 'model.name', share: null }]);
  expect(effectsSentence(few, 'R²')).toBe('');
  const full = gridPlan([MODELS, SEEDS]);
  const equal = settingEffects(full, rowsOf(full, Array(9).fill(0.5)), 'r2');
  expect(equal).toMatchObject({ settings: [{ share: null }], seeds: null });
  expect(effectsSentence(settingEffects(full, [], 'r2'), 'R²')).toBe('');
});
