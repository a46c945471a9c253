import { FolderLock, holderInWords } from '../../run/folderLock.ts';
import { clearStop, stopRequested } from '../../run/stopRequest.ts';
import { UserError } from '../../run/userError.ts';
import { LocalExecutor } from './localExecutor.ts';
import type { LocalSweep, LocalSweepResult } from './localSweep.ts';

/** How often somebody else's request to stop is looked for. */
const LISTEN_MS = 1_000;

/**
 * Makes runs of a sweep on this machine, several side by side, until all have ended or somebody stops it. May be called
 * again after anything happened to an earlier call: what is finished stays, what was begun goes on from its checkpoint.
 * @throws UserError where another process makes runs of this sweep
 */
export async function runLocally(sweep: LocalSweep): Promise<LocalSweepResult> {
  const { folder, signal } = sweep;
  const lock = await FolderLock.take(folder);
  if (!(lock instanceof FolderLock)) {
    throw new UserError(
      `The runs of this sweep are being made already, by ${holderInWords(lock)}. Watch it, or stop it first: crossmodal sweep FILE --stop`,
    );
  }
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) stop.abort();
  const listening = setInterval(() => {
    void stopRequested(folder).then((asked) => {
      if (asked) stop.abort();
    });
  }, LISTEN_MS);
  try {
    // What was meant for an earlier process.
    await clearStop(folder);
    return await new LocalExecutor(sweep, stop.signal).work();
  } finally {
    clearInterval(listening);
    signal.removeEventListener('abort', onAbort);
    await clearStop(folder);
    await lock.release();
  }
}
