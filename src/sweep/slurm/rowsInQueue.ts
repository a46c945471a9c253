import { setTimeout as sleep } from 'node:timers/promises';
import type { SweepPlan } from '../../run/sweepPlan.ts';
import type { SweepRow } from '../../run/sweepRow.ts';
import { readRows } from '../readRows.ts';
import { NO_QUEUE } from '../sweepQueue.ts';
import { SlurmQueue } from './slurmQueue.ts';

/** A second answer of Slurm after this time tells of a task that the first one lacked. */
const SECOND_LOOK_MS = 3_000;

/** How the runs of a sweep stand now, with what Slurm says of those that were submitted. */
export async function rowsInQueue(folder: string, plan: SweepPlan, env?: NodeJS.ProcessEnv): Promise<SweepRow[]> {
  const rows = await readRows(folder, plan);
  const open = rows.filter(({ state }) => state !== 'finished').map(({ name }) => name);
  const slurm = new SlurmQueue(folder, env);
  let queue = await slurm.look(open, true);
  if (queue === NO_QUEUE) return rows;
  if (slurm.doubtful > 0) {
    await sleep(SECOND_LOOK_MS);
    queue = await slurm.look(open, true);
  }
  return readRows(folder, plan, queue);
}
