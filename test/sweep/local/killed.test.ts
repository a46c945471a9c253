import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '../../../src/math/random.ts';
import { RUN_FILES } from '../../../src/run/runFolder.ts';
import { runFolderIn } from '../../../src/run/sweepFolder.ts';
import type { SweepRow } from '../../../src/run/sweepRow.ts';
import type { PlannedSweep } from '../../../src/sweep/planSweep.ts';
import { readRows } from '../../../src/sweep/readRows.ts';
import { PROGRAM } from '../../cli/program.ts';
import { logged, makeRuns, resultsOf, timeless, writeTinyStudy, writeTinySweep } from './tinySweep.ts';

const RUNS = 64;
const KILLS = 10;
/** A kill comes after so many more runs were begun, and up to so many milliseconds after that. */
const MOST_RUNS = 5;
const MOST_MS = 400;
const GRID = { 'model.name': ['mmvae++', 'mmvae', 'mopoe', 'mvae'], seed: { count: RUNS / 4 } };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-killed-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function newSweep(name: string): Promise<PlannedSweep> {
  const here = join(folder, name);
  await writeTinyStudy(here, { training: { epochs: 3, batchSize: 32 } });
  const sweep = await writeTinySweep(here, { grid: GRID, executor: { name: 'local', jobs: 2 } });
  expect(sweep.plan.runs.length).toBe(RUNS);
  return sweep;
}

/** Starts the command that makes the rest of a sweep, with its trainers in a group of its own. */
function start({ folder: sweep }: PlannedSweep): ChildProcess {
  const file = join(sweep, '..', '..', 'tiny.sweep.json');
  return spawn(process.execPath, [PROGRAM, 'sweep', file], { detached: true, stdio: 'ignore' });
}

async function begun({ folder: sweep }: PlannedSweep): Promise<number> {
  return (await logged(sweep, 'begun').catch(() => [])).length;
}

/** The files of the runs that are finished, each with what changes where it is written again. */
async function finishedFiles({ folder: sweep, plan }: PlannedSweep): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const { name, state } of await readRows(sweep, plan)) {
    if (state !== 'finished') continue;
    const { ino, mtimeMs } = await stat(join(runFolderIn(sweep, name), RUN_FILES.run));
    files.set(name, `${ino} ${mtimeMs}`);
  }
  return files;
}

it('a sweep of 64 runs killed at ten random moments makes every run exactly once', async () => {
  const seed = Date.now() % 1e6;
  const random = new Random(seed);
  const sweep = await newSweep('killed');
  const kept = new Map<string, string>();
  for (let kill = 0; kill < KILLS; kill++) {
    const before = await begun(sweep);
    const child = start(sweep);
    const ended = once(child, 'exit');
    const wait = before + 1 + Math.floor(random.uniform() * MOST_RUNS);
    while ((await begun(sweep)) < wait && child.exitCode === null) await sleep(20);
    await sleep(random.uniform() * MOST_MS);
    expect(child.exitCode, `seed ${seed}: killed ${kill} times, it ended by itself`).toBeNull();
    if (child.pid === undefined) throw new Error('it did not start');
    process.kill(-child.pid, 'SIGKILL');
    await ended;
    for (const [name, file] of await finishedFiles(sweep)) {
      expect(kept.get(name) ?? file, `seed ${seed}: ${name} was made twice`).toBe(file);
      kept.set(name, file);
    }
  }
  expect(kept.size, `seed ${seed}`).toBeLessThan(RUNS);
  expect(await once(start(sweep), 'exit')).toEqual([0, null]);

  const rows = await readRows(sweep.folder, sweep.plan);
  expect(rows.map(({ state }) => state)).toEqual(new Array(RUNS).fill('finished'));
  const last = await finishedFiles(sweep);
  for (const [name, file] of kept) expect(last.get(name), `seed ${seed}: ${name} was made twice`).toBe(file);
  const finished = await logged(sweep.folder, 'finished');
  expect(new Set(finished).size, `seed ${seed}`).toBe(finished.length);

  // Those that a kill struck come to the same as undisturbed ones.
  const runs = (await logged(sweep.folder, 'begun')).map((line) => line.split(/[ ,]/)[1]);
  const struck = [...new Set(runs.filter((name, i) => runs.indexOf(name) < i))];
  expect(struck.length, `seed ${seed}`).toBeGreaterThan(0);
  const undisturbed = await newSweep('undisturbed');
  await makeRuns(undisturbed, { runs: async () => struck });
  expect(await resultsOf(sweep, struck)).toEqual(await resultsOf(undisturbed, struck));
  const rowsOf = (all: readonly SweepRow[]) => timeless(all.filter(({ name }) => struck.includes(name)));
  expect(rowsOf(rows)).toEqual(rowsOf(await readRows(undisturbed.folder, undisturbed.plan)));
}, 600_000);
