import { randomUUID } from 'node:crypto';
import { open, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { unwritable } from './diskTrouble.ts';
import { errorCode } from './errorCode.ts';
import { processBegan, processLives } from './processLives.ts';
import { schedulerJob } from './schedulerJob.ts';
import { unlessMissing } from './unlessMissing.ts';
import { UserError } from './userError.ts';

/** The same name in a run folder and in the folder of a sweep. */
export const LOCK_FILE = 'lock';

/** The holder touches the lock this often. */
const HEARTBEAT_MS = 10_000;
/** A holder on another machine that misses six of them is gone. */
const SILENCE_MS = 60_000;
/** As told by the clocks of two machines, which may disagree. */
const LONG_SILENCE_MS = 3 * SILENCE_MS;
/** A lock is written right after it is made. */
const WRITTEN_MS = 2_000;
const LOOK_AGAIN_MS = 200;
/** A process that began so long after the last touch of a lock is another one with the number of its holder. */
const BEGAN_LATER_MS = 5_000;

const holderSchema = z.object({
  token: z.string().describe('tells this lock from a later one of the same process'),
  host: z.string(),
  pid: z.int(),
  job: z.string().nullable().describe('of a scheduler: "slurm 12_3"'),
});
/** The process that works on a folder. */
export type Holder = z.infer<typeof holderSchema>;

/** What lies in a folder as its lock; unreadable: just being written, or cut short. */
interface Found {
  readonly holder: Holder | null;
  readonly touched: number;
}

/** Locks of this process. One with its id that is not among these is of an earlier process. */
const mine = new Set<string>();

/**
 * The right to write into a folder, for one process at a time, on any machine that sees the folder. A file that the holder
 * made and touches every ten seconds: of a holder on this machine the process tells whether it lives, on another one the
 * touches do. That works without locks of the file system, which many shared ones lack.
 */
export class FolderLock {
  readonly #file: string;
  readonly #token: string;
  readonly #beat: NodeJS.Timeout;

  private constructor(file: string, token: string) {
    this.#file = file;
    this.#token = token;
    this.#beat = setInterval(() => void touch(file), HEARTBEAT_MS);
    this.#beat.unref();
  }

  /**
   * Takes the lock of a folder that exists; takes it over from a holder that is gone. Where a machine that cannot be asked
   * holds it, that is watched for a minute.
   * @returns the holder where it lives
   * @throws UserError where the disk takes no file
   */
  static async take(folder: string): Promise<FolderLock | Holder> {
    const file = join(folder, LOCK_FILE);
    const own: Holder = { token: randomUUID(), host: hostname(), pid: process.pid, job: schedulerJob() };
    mine.add(own.token);
    const taken = await takeOver(file, own).catch((error: unknown) => {
      mine.delete(own.token);
      throw error;
    });
    if (taken === null) return new FolderLock(file, own.token);
    mine.delete(own.token);
    return taken;
  }

  /** Gives the folder free. */
  async release(): Promise<void> {
    clearInterval(this.#beat);
    mine.delete(this.#token);
    const found = await look(this.#file);
    if (found?.holder?.token === this.#token) await rm(this.#file, { force: true });
  }
}

/** @returns null once the lock is made, or the holder where it lives */
async function takeOver(file: string, own: Holder): Promise<Holder | null> {
  while (!(await create(file, own))) {
    const found = await look(file);
    if (found === null) continue;
    if (!(await livesOn(file, found))) await remove(file, found, own);
    else if (found.holder) return found.holder;
  }
  // The clock of a shared disk may be another one.
  await touch(file);
  return null;
}

/** Takes the lock of a run's folder. @throws UserError where another process works on the run */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const taken = await FolderLock.take(folder);
  if (taken instanceof FolderLock) return taken;
  throw new UserError(`${folder} is still being trained, by ${holderInWords(taken)}. Stop it first, or wait.`);
}

/** Who works on a folder now; null: nobody, as far as can be told at once. */
export async function holderOf(folder: string): Promise<Holder | null> {
  const found = await look(join(folder, LOCK_FILE));
  if (!found?.holder) return null;
  const here = livesHere(found.holder, found.touched);
  return (here ?? Date.now() - found.touched < LONG_SILENCE_MS) ? found.holder : null;
}

/** "process 1234 on node7, slurm 12_3" */
export function holderInWords({ host, pid, job }: Holder): string {
  const place = host === hostname() ? '' : ` on ${host}`;
  return `process ${pid}${place}${job === null ? '' : `, ${job}`}`;
}

/** Null where the process is of another machine. */
function livesHere({ host, pid, token }: Holder, touched: number): boolean | null {
  if (host !== hostname()) return null;
  if (pid === process.pid) return mine.has(token);
  const began = processBegan(pid);
  // Numbers are given anew after a restart of the machine, and soon the same ones in a container.
  return processLives(pid) && (began === null || began - touched < BEGAN_LATER_MS);
}

/** Whether whoever made this lock still works. Takes up to a minute where only time can tell. */
async function livesOn(file: string, found: Found): Promise<boolean> {
  const here = found.holder && livesHere(found.holder, found.touched);
  if (here !== null) return here;
  const begun = performance.now();
  const patience = found.holder ? SILENCE_MS : WRITTEN_MS;
  while (performance.now() - begun < patience) {
    await sleep(LOOK_AGAIN_MS);
    const now = await look(file);
    // A touch since then, other words in it, or none at all: whichever, it is not what was found.
    if (now?.touched !== found.touched || now.holder?.token !== found.holder?.token) return true;
  }
  return false;
}

async function create(file: string, own: Holder): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify(own), { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw unwritable(file, error);
  }
}

/** Opened, a file of a shared disk shows what other machines did to it. */
async function look(file: string): Promise<Found | null> {
  const handle = await unlessMissing(open(file));
  if (handle === null) return null;
  try {
    const { mtimeMs } = await handle.stat();
    return { holder: parse(await handle.readFile('utf8')), touched: mtimeMs };
  } finally {
    await handle.close();
  }
}

function parse(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * Removes a lock whose holder is gone. One process at a time, and only that very lock: who was a little slower finds the lock of
 * who was quicker.
 */
async function remove(file: string, found: Found, own: Holder): Promise<void> {
  const guard = `${file}.takeover`;
  if (!(await create(guard, own))) {
    const other = await look(guard);
    if (other && !(await livesOn(guard, other))) await rm(guard, { force: true });
    else await sleep(LOOK_AGAIN_MS);
    return;
  }
  try {
    const now = await look(file);
    if (now?.holder?.token === found.holder?.token && now?.touched === found.touched) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  // A folder that was deleted takes its lock with it; the run's own next write tells of that.
  await utimes(file, now, now).catch(() => undefined);
}
