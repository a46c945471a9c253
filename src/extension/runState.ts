import { processLives } from '../run/processLives.ts';
import type { RunFile } from '../run/runFile.ts';

/** A run as it stands now: `interrupted` is one that says "running" while its process is gone. */
export type RunState = RunFile['status'] | 'interrupted';

/** @param isAlive tells whether the process with this id lives */
export function runState(run: RunFile, isAlive: (pid: number) => boolean = processLives): RunState {
  return run.status === 'running' && !isAlive(run.pid) ? 'interrupted' : run.status;
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
