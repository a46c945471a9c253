import { expect, it } from 'vitest';
import { groupRuns } from '../../src/report/sweepGroups.ts';
import { waitingRow } from '../../src/run/sweepRow.ts';
import { finishedRows, madePlan } from './madeSweep.ts';

const plan = madePlan({ 'model.name': ['mmvae', 'mmvae++'], 'model.shared': [2, 5], 'training.epochs': [100] }, 3);
const rows = finishedRows(plan, ([model, shared, , seed]) => (100 * model + 10 * shared + seed) / 100);

it('groups by every setting that varies but the seed', () => {
  const groups = groupRuns(plan, rows, 'r2');
  expect(groups.map(({ settings }) => settings.map(({ value }) => value))).toEqual([
    ['mmvae', 2],
    ['mmvae', 5],
    ['mmvae++', 2],
    ['mmvae++', 5],
  ]);
  const { score, finished, unscored } = groups[1];
  expect([finished, unscored, score?.runs, score?.min, score?.max]).toEqual([3, 0, 3, 0.1, 0.12]);
  expect(score?.mean).toBeCloseTo(0.11, 12);
  // numpy.std([0.10, 0.11, 0.12], ddof=1), and over the root of 3
  expect(score?.sd).toBeCloseTo(0.01, 12);
  expect(score?.standardError).toBeCloseTo(0.01 / Math.sqrt(3), 12);
});

it('groups by one setting, the seed as well', () => {
  expect(groupRuns(plan, rows, 'r2', 'model.name').map(({ rows }) => rows.length)).toEqual([6, 6]);
  const bySeed = groupRuns(plan, rows, 'r2', 'seed');
  expect(bySeed.map(({ settings }) => settings)).toEqual([0, 1, 2].map((value) => [{ path: 'seed', value }]));
  expect(bySeed[0].score?.mean).toBeCloseTo(0.55, 12);
});

it('counts finished runs alone, and says which of them have no score', () => {
  const [first, second, third, ...others] = rows;
  const changed = [
    { ...first, state: 'running' as const },
    { ...second, scores: { r2: null } },
    { ...third, scores: { r2: Number.NaN } },
    { ...waitingRow(others[0].name), state: 'failed' as const },
  ];
  const [a, b, c] = groupRuns(plan, changed, 'r2');
  expect([a.rows.length, a.finished, a.unscored, a.score]).toEqual([3, 2, 2, null]);
  expect([b.finished, b.score, b.parameters]).toEqual([0, null, null]);
  expect(c.rows.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
  expect(groupRuns(plan, rows, 'auc:shared')[0]).toMatchObject({ unscored: 3, score: null });
});

it('gives no spread for one run', () => {
  const one = groupRuns(plan, rows.slice(0, 1), 'r2')[0];
  expect(one.score).toEqual({ runs: 1, mean: 0, sd: null, standardError: null, min: 0, max: 0 });
});

it('groups ten thousand runs in a moment', () => {
  const large = madePlan(
    {
      'model.shared': Array.from({ length: 50 }, (_, i) => i + 1),
      'training.epochs': Array.from({ length: 20 }, (_, i) => i + 1),
    },
    10,
  );
  const many = finishedRows(large, ([a, b, seed]) => a + b + seed);
  const begun = process.cpuUsage();
  expect(groupRuns(large, many, 'r2')).toHaveLength(1000);
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(1000);
});

it('takes a group of 200,000 runs, more than a function takes arguments', () => {
  const large = madePlan({}, 200_000);
  const [group] = groupRuns(
    large,
    finishedRows(
      large,
      ([seed]) => seed,
      ([seed]) => 1000 + seed,
    ),
    'r2',
  );
  expect([group.finished, group.parameters, group.score?.min, group.score?.max]).toEqual([
    200_000, 200_999, 0, 199_999,
  ]);
});
