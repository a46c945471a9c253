import callbacks from 'node:fs';
import fs from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { median } from '../../src/math/statistics.ts';
import { FolderLock } from '../../src/run/folderLock.ts';
import { readRunFile } from '../../src/run/readRun.ts';
import { readSweepPlan } from '../../src/run/readSweep.ts';
import { RUN_FILES, RunFolder } from '../../src/run/runFolder.ts';
import { runFolderIn } from '../../src/run/sweepFolder.ts';
import { NO_QUEUE } from '../../src/sweep/sweepQueue.ts';
import { SweepReader } from '../../src/sweep/sweepReader.ts';
import { type Look, RUNNING, type Watched } from './watched.ts';

const LOOKS = 30;
/** System calls that each function comes to. */
const CALLS = { stat: 1, readdir: 3, readFile: 4, open: 4 } as const;
let calls = 0;

/** Opens the sweep of a folder and looks at it for a while; prints what that took. */
async function main(folder: string): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  count();
  const before = performance.now();
  const plan = await readSweepPlan(folder);
  const planned = performance.now() - before;
  collect();
  const heapBefore = process.memoryUsage().heapUsed;
  const reader = new SweepReader(folder, plan);
  let first = Number.NaN;
  const opened = await look(reader, (rows, ms) => {
    if (Number.isNaN(first) && rows.some(({ state }) => state !== 'waiting')) first = ms;
  });
  collect();
  const heap = process.memoryUsage().heapUsed - heapBefore;
  const all = bytes({ type: 'rows', rows: reader.rows });
  await reader.keep();

  const idle = await looks(reader, async () => undefined);
  const runs = plan.runs
    .filter((_, k) => k % (plan.runs.length / RUNNING) === 0)
    .map(({ name }) => runFolderIn(folder, name));
  const texts = await Promise.all(runs.map((run) => fs.readFile(join(run, RUN_FILES.run))));
  const locks = await Promise.all(runs.map((run) => FolderLock.take(run)));
  let epoch = 0;
  let sent = 0;
  const write = async (run: string): Promise<void> => {
    const file = await readRunFile(run);
    const progress = { ...file.progress, epoch, share: epoch / 1000 };
    await RunFolder.existing(run).writeRun({ ...file, status: 'running', progress });
  };
  const writeAll = async (): Promise<void> => {
    epoch++;
    for (const run of runs) await write(run);
  };
  await writeAll();
  for (let turn = 0; reader.rows.filter(({ state }) => state === 'running').length < RUNNING; turn++) {
    if (turn > plan.runs.length) throw new Error('runs that are made again were not seen');
    await look(reader);
  }
  const silent = await looks(reader, async () => undefined);
  const rewrite = async (): Promise<void> => {
    sent = 0;
    await writeAll();
  };
  const busy = await looks(reader, rewrite, (rows) => {
    sent += rows.length === 0 ? 0 : bytes(rows);
  });
  for (const [i, text] of texts.entries()) await fs.writeFile(join(runs[i], RUN_FILES.run), text);
  for (const lock of locks) if (lock instanceof FolderLock) await lock.release();

  const messages = { plan: bytes({ type: 'plan', folder, plan }), all, busy: sent };
  const watched: Watched = { plan: planned, opened, first, heap, idle, silent, busy, messages };
  process.stdout.write(JSON.stringify(watched));
}

type Rows = SweepReader['rows'];

async function look(reader: SweepReader, see: (rows: Rows, ms: number) => void = () => undefined): Promise<Look> {
  calls = 0;
  const begun = performance.now();
  for await (const rows of reader.look(NO_QUEUE)) see([...rows], performance.now() - begun);
  return { ms: performance.now() - begun, calls };
}

async function looks(reader: SweepReader, before: () => Promise<void>, see?: (rows: Rows) => void): Promise<Look> {
  const all: Look[] = [];
  while (all.length < LOOKS) {
    await before();
    all.push(await look(reader, see));
  }
  return { ms: median(all.map(({ ms }) => ms)), calls: median(all.map((one) => one.calls)) };
}

/** Counts what is asked of the file system from now on. */
function count(): void {
  for (const module of [fs, callbacks]) {
    for (const [name, times] of Object.entries(CALLS)) {
      const original: unknown = Reflect.get(module, name);
      if (typeof original !== 'function') throw new Error(`no ${name}`);
      Reflect.set(module, name, (...args: unknown[]) => {
        calls += times;
        return Reflect.apply(original, module, args);
      });
    }
  }
}

const bytes = (message: unknown): number => Buffer.byteLength(JSON.stringify(message));

void main(process.argv[2]);
