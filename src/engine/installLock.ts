import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../run/errorCode.ts';
import { processLives } from '../run/processLives.ts';
import { UserError } from '../run/userError.ts';

const WAIT_MINUTES = 15;

/**
 * Runs `work` while holding the lock file, so that two installers never build the same folder at once. Waits for another
 * installer; takes over from one that is gone.
 */
export async function withLock<T>(path: string, log: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${hostname()}`;
  const deadline = Date.now() + WAIT_MINUTES * 60_000;
  let waiting = false;
  while (!take(path, mine)) {
    const holder = read(path);
    if (holder !== undefined && isGone(holder)) {
      release(path, holder);
      continue;
    }
    if (Date.now() > deadline) {
      throw new UserError(
        `Another installation has held ${path} for ${WAIT_MINUTES} minutes. If none is running, delete that file.`,
      );
    }
    if (!waiting)
      log(`Another installation is running (process ${holder?.split(' ')[0] ?? 'unknown'}): waiting for it.`);
    waiting = true;
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    release(path, mine);
  }
}

function take(path: string, owner: string): boolean {
  try {
    writeFileSync(path, owner, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Only a process of this machine can be asked after. */
function isGone(owner: string): boolean {
  const [pid, host] = owner.split(' ');
  return host === hostname() && !processLives(Number(pid));
}

/** Renaming first: of two that take over, one gets the file. */
function release(path: string, owner: string): void {
  if (read(path) !== owner) return;
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    rmSync(aside);
  } catch {
    // Somebody else took it over.
  }
}
