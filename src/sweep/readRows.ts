import { setTimeout as sleep } from 'node:timers/promises';
import type { SweepPlan } from '../run/sweepPlan.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import { NO_QUEUE, type SweepQueue } from './sweepQueue.ts';
import { SweepReader } from './sweepReader.ts';

/** A file that is just being written can be read a moment later. */
const LOOKS = 3;
const MOMENT_MS = 200;
/** So many ended runs are worth writing down for the next time. */
const WORTH_KEEPING = 50;

/**
 * How the runs of a sweep stand now, in the order of its plan. Looks at the folder of each run; reads the files that are new or
 * have changed since the sweep was read last.
 * @param queue what a scheduler says of them
 */
export async function readRows(folder: string, plan: SweepPlan, queue: SweepQueue = NO_QUEUE): Promise<SweepRow[]> {
  const reader = new SweepReader(folder, plan, 0);
  for (let looks = 1; ; looks++) {
    for await (const _ of reader.look(queue, true));
    if (reader.unread === 0 || looks === LOOKS) break;
    await sleep(MOMENT_MS);
  }
  if (reader.unkept >= WORTH_KEEPING) await reader.keep();
  return reader.rows;
}
