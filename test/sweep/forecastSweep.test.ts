import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forecastWords } from '../../src/report/forecastWords.ts';
import type { SweepInput } from '../../src/run/sweepFile.ts';
import { sweepForecastSchema } from '../../src/run/sweepForecast.ts';
import { type SweepRow, type SweepState, waitingRow } from '../../src/run/sweepRow.ts';
import { forecastSweep } from '../../src/sweep/forecastSweep.ts';
import { type PlannedSweep, planSweep } from '../../src/sweep/planSweep.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'crossmodal-forecast-'));
  await cp('samples/tcga-acc', directory, { recursive: true });
});

afterAll(() => rm(directory, { recursive: true }));

async function planned(sweep: Partial<SweepInput>): Promise<PlannedSweep> {
  const file = join(directory, 'sizes.sweep.json');
  await writeFile(file, JSON.stringify({ study: 'acc.crossmodal.json', ...sweep }));
  return planSweep(file);
}

function rowsOf({ plan }: PlannedSweep, states: readonly SweepState[] = [], seconds = 1): SweepRow[] {
  return plan.runs.map(({ name }, i) => ({ ...waitingRow(name), state: states[i] ?? 'waiting', seconds }));
}

const forecast = (sweep: PlannedSweep, rows = rowsOf(sweep), retry = false) =>
  forecastSweep(sweep, rows, sweep.plan.sweep.executor, retry);

test('ten seeds take ten times the time and the disk of one; half as long two at a time', async () => {
  const one = await forecast(await planned({ executor: { name: 'slurm', atOnce: 1 } }));
  const grid = { seed: { count: 10 } };
  const ten = await forecast(await planned({ grid, executor: { name: 'slurm', atOnce: 1 } }));
  const two = await forecast(await planned({ grid, executor: { name: 'slurm', atOnce: 2 } }));
  expect(sweepForecastSchema.parse(ten)).toEqual(ten);
  expect(ten).toMatchObject({ runs: 10, ended: 0, executor: 'slurm', atOnce: 1 });
  expect(ten.bytes / one.bytes).toBeCloseTo(10, 8);
  // The rate of the machine is measured each time.
  expect((ten.seconds ?? 0) / (one.seconds ?? 1)).toBeGreaterThan(5);
  expect((ten.seconds ?? 0) / (two.seconds ?? 1)).toBeGreaterThan(1);
  expect(ten.freeBytes).toBeGreaterThan(0);
});

test('what finished runs took is what the others will take; failed ones count when they are made again', async () => {
  const sweep = await planned({ grid: { seed: { count: 4 } }, executor: { name: 'slurm', atOnce: 1 } });
  const rows = rowsOf(sweep, ['finished', 'finished', 'failed', 'running'], 500);
  const none = await forecast(sweep, rows);
  expect(none).toMatchObject({ runs: 4, ended: 2, failed: 1, busy: 1, seconds: 0, bytes: 0 });
  expect(forecastWords(none)).toEqual({
    headline: '0 of 4 runs to make (2 finished already, 1 failed, 1 queued or running)',
    lines: [],
  });
  const again = await forecast(sweep, rows, true);
  expect(again.failed).toBe(0);
  expect(again.seconds).toBeCloseTo(500, 6);
});

test('200,000 runs are forecast, more than a function takes arguments', async () => {
  const { folder, plan, studies } = await planned({ executor: { name: 'slurm' } });
  const [study] = studies.values();
  const names = Array.from({ length: 200_000 }, (_, i) => `run-${i}`);
  const many = {
    folder,
    plan: { ...plan, runs: names.map((name) => ({ name, at: [0] })) },
    studies: new Map(names.map((name) => [name, study])),
  };
  const { runs, seconds } = await forecast(many);
  expect(runs).toBe(200_000);
  expect(seconds).toBeGreaterThan(4000);
});

test('more trainings than memory holds are warned of, and a disk that is too small', async () => {
  const wide = await planned({
    grid: { 'model.hidden': [[40_000]], seed: { count: 1000 } },
    executor: { name: 'local', jobs: 1000 },
  });
  const { warnings } = await forecast(wide);
  expect(warnings.join('\n')).toMatch(/1000 runs side by side take about .* of memory, and this machine has/);
  const huge = await planned({ grid: { 'model.hidden': [[4_000_000]], seed: { count: 1000 } } });
  expect((await forecast(huge)).warnings.join('\n')).toMatch(/do not fit on the disk: about .* are missing/);
});

test('that Slurm tries all runs is said to who limits the failed ones', async () => {
  const said = 'limits.failures has no effect on Slurm: all tasks are tried, however many fail.';
  const limited = await planned({ executor: { name: 'slurm' }, limits: { failures: 3 } });
  expect((await forecast(limited)).warnings).toContain(said);
  expect((await forecastSweep(limited, rowsOf(limited), { name: 'local' }, false)).warnings).not.toContain(said);
  const free = await planned({ executor: { name: 'slurm' }, limits: { runs: 5 } });
  expect((await forecast(free)).warnings).not.toContain(said);
});

test('a table that is not there is said before anything starts', async () => {
  const sweep = await planned({ grid: { 'modalities.mirna.file': ['lost.csv'] } });
  await expect(forecast(sweep)).rejects.toThrow('lost.csv');
});
