import { holderOf } from './folderLock.ts';
import { processLives } from './processLives.ts';
import { readRunFile } from './readRun.ts';
import type { RunFile } from './runFile.ts';

/** A run as it stands now: `interrupted` is one that says "running" while nobody works on it. */
export type RunState = RunFile['status'] | 'interrupted';

/** Reads run.crossmodal, and finds out what became of it. @throws UserError as readRunFile does */
export async function readRunState(folder: string): Promise<{ readonly run: RunFile; readonly state: RunState }> {
  const run = await readRunFile(folder);
  if (run.status !== 'running' || (await isWorkedOn(folder, run))) return { run, state: run.status };
  // It may have ended between the two looks.
  const again = await readRunFile(folder);
  return { run: again, state: again.status === 'running' ? 'interrupted' : again.status };
}

/** Whether a process works on a run that says "running": on this machine, or on one that shares the disk. */
export async function isWorkedOn(folder: string, { host, pid }: Pick<RunFile, 'host' | 'pid'>): Promise<boolean> {
  // Earlier versions made no lock.
  return host === '' ? processLives(pid) : (await holderOf(folder)) !== null;
}

/** The run as the viewer should show it: an interrupted one says so, and what can still be seen. */
export function seenRun(run: RunFile, state: RunState): RunFile {
  if (state !== 'interrupted') return run;
  const { epoch, epochs, stage } = run.progress;
  return {
    ...run,
    status: 'failed',
    error:
      `The training process ended without a word at epoch ${epoch} of ${epochs} (${stage}): it was killed, ran out of memory, ` +
      'or the machine was restarted. What it had learnt by then is shown; resuming goes on from the last checkpoint.',
  };
}
