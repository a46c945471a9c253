import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { syntheticTables } from '../../src/experiments/synthetic.ts';
import { formatCsv } from '../../src/run/csv.ts';
import { readRunFile } from '../../src/run/readRun.ts';
import { readStudy } from '../../src/run/readStudy.ts';
import type { StudyInput } from '../../src/run/study.ts';
import type { SweepInput } from '../../src/run/sweepFile.ts';
import { runFolderIn, studyFileIn } from '../../src/run/sweepFolder.ts';
import { planFinal } from '../../src/sweep/finalSweep.ts';
import { type PlannedSweep, planSweep } from '../../src/sweep/planSweep.ts';
import { summarizeSweep } from '../../src/sweep/summarizeSweep.ts';
import { writeSweep } from '../../src/sweep/writeSweep.ts';
import { trainInto } from '../../src/trainer/trainInto.ts';

const STUDY: StudyInput = {
  modalities: ['view1', 'view2'].map((name) => ({ name, file: `tables/${name}.csv` })),
  model: { hidden: [8] },
  training: { epochs: 8, batchSize: 16, learningRate: 0.01 },
  evaluation: { split: 'holdout', testFraction: 0.25 },
  engine: 'wasm',
};

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'crossmodal-final-'));
  const tables = join(directory, 'tables');
  await mkdir(tables);
  await syntheticTables({ samples: 60, sharedFeatures: 4, privateFeatures: [2, 1], seed: 1 }).write(tables);
  await writeJson('tables.crossmodal.json', STUDY);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

async function writeJson(name: string, content: unknown): Promise<string> {
  await writeFile(join(directory, name), JSON.stringify(content));
  return join(directory, name);
}

async function planned(name: string, sweep: Partial<SweepInput>): Promise<PlannedSweep> {
  const plan = await planSweep(await writeJson(`${name}.sweep.json`, { study: 'tables.crossmodal.json', ...sweep }));
  await writeSweep(plan);
  return plan;
}

async function trainAll({ folder, plan }: PlannedSweep, runs = plan.runs): Promise<void> {
  for (const { name } of runs) {
    const file = studyFileIn(folder, name);
    const signal = new AbortController().signal;
    const study = await readStudy(file);
    await trainInto({ study, directory: dirname(file), out: runFolderIn(folder, name), signal, emit: () => {} });
  }
}

it('scores the chosen settings on the samples that no run of the sweep saw', async () => {
  const sweep = await planned('sizes', {
    grid: { 'model.shared': [1, 2], seed: { count: 1, from: 5 } },
    holdOut: { fraction: 0.2, seed: 3 },
  });
  await trainAll(sweep, sweep.plan.runs.slice(0, 1));
  await expect(planFinal(sweep.folder)).rejects.toThrow('1 of 2 runs of the sweep sizes have not ended.');
  await trainAll(sweep);

  const final = await planFinal(sweep.folder);
  await writeSweep(final);
  expect(final.folder).toBe(join(sweep.folder, 'final'));
  expect(final.plan.axes.map(({ path, values }) => [path, values.length])).toEqual([
    ['model.shared', 1],
    ['seed', 1],
  ]);
  expect([sweep.plan.sweep.holdOut, final.plan.sweep.holdOut]).toEqual([{ fraction: 0.2, seed: 3 }, undefined]);
  expect((await summarizeSweep(sweep.folder)).findings[0].text).toBe(
    'No run is scored yet on the samples that chose nothing: 0 of 1 run finished.',
  );
  await trainAll(final);

  const seen = await idsOf(sweep);
  const scored = await idsOf(final, 'test');
  expect([seen.size, scored.size]).toEqual([48, 12]);
  expect([...scored].filter((id) => seen.has(id))).toEqual([]);
  expect((await idsOf(final, 'train')).size).toBe(48);

  const { findings, files, rows, plan } = await summarizeSweep(sweep.folder);
  const shared = final.plan.axes[0].values[0];
  expect(findings[0].text).toMatch(
    new RegExp(
      `^On 12 samples that chose nothing, R² of shared ${shared} is .*one seed\\); in the sweep that chose them it was`,
    ),
  );
  expect(findings.some(({ text }) => text.startsWith('12 samples are few'))).toBe(true);
  expect(findings.some(({ text }) => text.includes('would now choose'))).toBe(false);
  const table = (await readFile(files.table, 'utf8')).trim().split('\n');
  expect(table[0]).toBe('run,state,model.shared,seed,parameters,engine,r2,r2:view2:view1,r2:view1:view2');
  expect(table.slice(1).map((line) => line.split(',').slice(0, 4))).toEqual(
    plan.runs.map(({ name, at: [size, seed] }) => [name, 'finished', String(size + 1), String(5 + seed)]),
  );
  expect(await readFile(files.report, 'utf8')).toContain('<script type="application/json" id="crossmodal-sweep">');
  expect(rows.map(({ state }) => state)).toEqual(['finished', 'finished']);

  // Planned again it is the same, and nothing is repeated.
  expect((await planFinal(sweep.folder)).plan).toEqual(final.plan);
  // The same settings on other data of the sweep: runs that are no part of the plan have looked at the samples as well.
  await mkdir(runFolderIn(final.folder, 'another'));
  expect((await summarizeSweep(sweep.folder)).findings.map(({ text }) => text)).toContain(
    '1 run of another choice was scored on these samples: whoever takes the better of the two has chosen by them.',
  );
});

/** Samples of the first run, or those of one part of its split. */
async function idsOf({ folder, plan }: PlannedSweep, part?: string): Promise<Set<string>> {
  const path = runFolderIn(folder, plan.runs[0].name);
  expect((await readRunFile(path)).status).toBe('finished');
  const lines = (await readFile(join(path, 'latents.csv'), 'utf8')).trim().split('\n').slice(1);
  const cells = lines.map((line) => line.split(','));
  return new Set(cells.filter(([, split]) => part === undefined || split === part).map(([id]) => id));
}

it('scores the choice of each cohort on the samples of that cohort', async () => {
  await writeJson('other.crossmodal.json', { ...STUDY, training: { epochs: 3, batchSize: 16 } });
  const sweep = await planned('cohorts', {
    grid: { study: ['tables.crossmodal.json', 'other.crossmodal.json'], 'model.shared': [1, 2] },
    holdOut: { fraction: 0.2 },
  });
  await trainAll(sweep);
  const { rows } = await summarizeSweep(sweep.folder);
  const best = sweep.plan.axes[0].values.map((_, cohort) => {
    const own = rows.filter((_, i) => sweep.plan.runs[i].at[0] === cohort);
    const [one, two] = own.map(({ scores }) => scores['r2'] ?? Number.NaN);
    return one >= two ? 1 : 2;
  });
  const final = await planFinal(sweep.folder);
  const chosen = final.plan.runs.map(({ at }) => final.plan.axes.map(({ values }, a) => values[at[a]]));
  expect(chosen).toEqual([
    ['tables.crossmodal.json', best[0], 0],
    ['other.crossmodal.json', best[1], 0],
  ]);
  await writeSweep(final);
  await trainAll(final);
  const { findings } = await summarizeSweep(sweep.folder);
  expect(findings.slice(0, 2).map(({ text }) => text.split(' is ')[0])).toEqual([
    `In tables, on 12 samples that chose nothing, R² of shared ${best[0]}`,
    `In other, on 12 samples that chose nothing, R² of shared ${best[1]}`,
  ]);
});

it('needs samples that chose nothing, and something to choose', async () => {
  const without = await planned('without', { grid: { 'model.shared': [1] } });
  await expect(planFinal(without.folder)).rejects.toThrow('The sweep without set no samples aside');
  // Ages are no classes: nothing is classified, and no run has an AUC.
  const ages = Array.from({ length: 60 }, (_, n) => [`sample_${n + 1}`, 20 + n / 7]);
  await writeFile(join(directory, 'tables/age.csv'), formatCsv(['id', 'age'], ages));
  const unscored = await planned('unscored', {
    grid: { labels: [{ file: 'tables/age.csv', column: 'age' }] },
    ...{ holdOut: {}, score: 'auc:shared' },
  });
  await trainAll(unscored);
  await expect(planFinal(unscored.folder)).rejects.toThrow(
    'No finished run of the sweep unscored has the score "auc:shared"',
  );
});
