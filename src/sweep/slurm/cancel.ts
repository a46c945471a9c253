import { setTimeout as sleep } from 'node:timers/promises';
import { holderOf } from '../../run/folderLock.ts';
import { requestStop } from '../../run/stopRequest.ts';
import { runFolderIn } from '../../run/sweepFolder.ts';
import { refusal } from './refusal.ts';
import { slurmCommand } from './slurmCommand.ts';
import { askQueue } from './squeue.ts';
import { isOf, readSubmissions, type Submission, writeRecord } from './submissions.ts';

/** A task that Slurm has just launched needs this long to come to its program. */
const STARTING_MS = 1_500;
const LOOKS = 6;

/**
 * Takes the runs of a sweep out of Slurm's queue. Those that wait are forgotten; those that run are asked to stop, which
 * keeps what they have, and one that is only starting is ended. Returns when Slurm has been told, not when they have ended.
 * @returns the job arrays that still had tasks
 * @throws UserError where Slurm does not answer
 */
export async function cancel(sweepFolder: string, env?: NodeJS.ProcessEnv): Promise<string[]> {
  const cancelled: Submission[] = [];
  for (const submission of await readSubmissions(sweepFolder)) {
    const { tasks } = await askQueue({ users: [submission.user], cluster: submission.cluster, env }, true);
    if (!tasks || [...tasks.values()].some((task) => isOf(task, submission))) cancelled.push(submission);
  }
  // Those that wait first, of every array: the end of one lets the next begin.
  for (const submission of cancelled) await scancel(submission, ['--state=PENDING'], env);
  for (const submission of cancelled) {
    // Not a plain scancel: it kills tasks that take longer than KillWait to stop.
    await scancel(submission, ['--batch', '--signal=TERM'], env);
    const { folder, runs: _, ...record } = submission;
    await writeRecord(folder, { ...record, cancelledAt: new Date().toISOString() });
  }
  let left = cancelled.length;
  for (let look = 0; look < LOOKS && left > 0; look++) {
    await sleep(STARTING_MS);
    left = 0;
    for (const submission of cancelled) left += await tellAgain(sweepFolder, submission, env);
  }
  return cancelled.map(({ job }) => job);
}

/**
 * Tells tasks that run still: they may have been told to stop before there was anybody to hear it. One that works on no run yet
 * is ended, and nothing is lost with it.
 * @returns how many there are
 */
async function tellAgain(sweepFolder: string, submission: Submission, env?: NodeJS.ProcessEnv): Promise<number> {
  const { user, cluster, runs } = submission;
  const { tasks } = await askQueue({ users: [user], cluster, env }, true);
  let left = 0;
  for (const [name, task] of tasks ?? []) {
    if (!isOf(task, submission) || task.state !== 'RUNNING' || task.task >= runs.length) continue;
    left++;
    const run = runFolderIn(sweepFolder, runs[task.task]);
    if ((await holderOf(run)) !== null) await requestStop(run);
    else await slurmCommand('scancel', [...(cluster === null ? [] : [`--clusters=${cluster}`]), name], { env });
  }
  return left;
}

/** @throws UserError where Slurm refuses, or does not answer; a job that it does not know any more is none to cancel */
async function scancel({ job, cluster }: Submission, which: readonly string[], env?: NodeJS.ProcessEnv): Promise<void> {
  const on = cluster === null ? [] : [`--clusters=${cluster}`];
  const answer = await slurmCommand('scancel', [...on, ...which, job], { env });
  if (answer.trouble !== 'none' && !/invalid job id/i.test(answer.words)) throw refusal('scancel', answer);
}
