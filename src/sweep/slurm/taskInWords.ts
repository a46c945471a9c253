import type { QueuedRun } from '../sweepQueue.ts';
import { type SlurmTask, taskName } from './squeue.ts';

const WAITING = ['PENDING', 'CONFIGURING', 'REQUEUED', 'REQUEUE_FED', 'REQUEUE_HOLD', 'SPECIAL_EXIT', 'RESV_DEL_HOLD'];

/** Why tasks wait most often; see "JOB REASON CODES" in man squeue. */
const REASONS: Readonly<Record<string, string>> = {
  Resources: 'waits for a free node',
  Priority: 'waits for jobs of higher priority',
  JobArrayTaskLimit: 'waits for other runs of this sweep: as many as wanted run at the same time',
  Dependency: 'waits for the runs of this sweep that were submitted before',
  BeginTime: 'its node was taken away: Slurm starts it again in a few minutes',
  None: 'waits',
};

/** A task that is in the queue, as the sweep shows its run. */
export function taskInWords({ job, task, state, node, reason }: SlurmTask): QueuedRun {
  const waits = WAITING.includes(state);
  return {
    state: waits ? 'queued' : 'running',
    note: waits ? (REASONS[reason] ?? `waits; Slurm's reason: ${reason}`) : null,
    job: `slurm ${taskName(job, task)}`,
    host: waits || node === '' ? null : node,
  };
}
