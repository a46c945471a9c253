import { refusal } from './refusal.ts';
import { slurmCommand } from './slurmCommand.ts';
import { askQueue } from './squeue.ts';
import { isOf, readSubmissions, writeRecord } from './submissions.ts';

/**
 * Takes the runs of a sweep out of Slurm's queue. Those that wait are forgotten; those that run are asked to stop, which
 * keeps what they have. Returns when Slurm has been told, not when they have ended.
 * @returns the job arrays that still had tasks
 * @throws UserError where Slurm does not answer
 */
export async function cancel(sweepFolder: string, env?: NodeJS.ProcessEnv): Promise<string[]> {
  const cancelled: string[] = [];
  for (const submission of await readSubmissions(sweepFolder)) {
    const { job, cluster, user, folder, runs: _, ...record } = submission;
    const { tasks } = await askQueue({ users: [user], cluster, env }, true);
    if (tasks && ![...tasks.values()].some((task) => isOf(task, submission))) continue;
    const on = cluster === null ? [] : [`--clusters=${cluster}`];
    // Not a plain scancel: it kills tasks that take longer than KillWait to stop.
    for (const which of [['--state=PENDING'], ['--batch', '--signal=TERM']]) {
      const answer = await slurmCommand('scancel', [...on, ...which, job], { env });
      if (answer.trouble !== 'none' && !/invalid job id/i.test(answer.words)) throw refusal('scancel', answer);
    }
    await writeRecord(folder, { ...record, job, cluster, user, cancelledAt: new Date().toISOString() });
    cancelled.push(job);
  }
  return cancelled;
}
