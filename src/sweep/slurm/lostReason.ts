import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SWEEP_FILES } from '../../run/sweepFolder.ts';
import type { LostRun } from '../sweepQueue.ts';
import { outputFile, TASK_BEGINS } from './batchScript.ts';
import type { Submission } from './submissions.ts';

/** Reasons stand at the end. */
const END_BYTES = 4096;

/** How the command line begins what it has to say of an error. */
const MESSAGE = 'crossmodal: ';

/** What Slurm's daemons write into a task's output, and its meaning. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [
    /DUE TO TIME LIMIT/,
    'Its task reached its time limit. Submitted again, it goes on; a longer "time" of the executor spares that.',
  ],
  [/DUE TO PREEMPTION/, 'Its task had to make room for another job.'],
  [/DUE TO NODE FAILURE/, 'The node of its task failed.'],
  [
    /oom.kill|out.of.memory|Exceeded job memory limit|heap out of memory/i,
    'Its task ran out of memory: raise "memory" of the executor in the sweep file.',
  ],
  [/\*\*\* (JOB|STEP) .*CANCELLED/, 'Its task was cancelled.'],
  [/^Stopped\. To go on/, 'Its task was asked to stop: its time limit came near, or somebody cancelled it.'],
];

/** How a task has left the queue before its run was finished, from what it printed. */
export async function lostReason(
  { folder, cancelledAt }: Pick<Submission, 'folder' | 'cancelledAt'>,
  task: number,
): Promise<LostRun> {
  if (cancelledAt !== null) return { state: 'interrupted', note: 'Its task was cancelled with the sweep.' };
  const file = outputFile(task);
  const text = await endOf(join(folder, file));
  if (text === null) {
    const note = `Its task ended before it printed anything: it was cancelled, or the compute nodes do not see ${folder}.`;
    return { state: 'interrupted', note };
  }
  const { state, note } = meaning(text);
  return { state, note: `${note} What it printed: ${SWEEP_FILES.slurm}/${basename(folder)}/${file}.` };
}

/** @param text the end of a task's output */
export function meaning(text: string): LostRun {
  const lines = text.split('\n');
  // Slurm starts a task again that lost its node: what it printed before is of another time.
  const own = lines.slice(lines.findLastIndex((line) => line.startsWith(TASK_BEGINS)) + 1);
  const sign = SIGNS.find(([pattern]) => own.some((line) => pattern.test(line)));
  if (sign) return { state: 'interrupted', note: sign[1] };
  const message = own.findLast((line) => line.startsWith(MESSAGE));
  if (message) return { state: 'failed', note: message.slice(MESSAGE.length) };
  return { state: 'interrupted', note: 'Its task ended without a word: it was killed.' };
}

/** Null where the file is missing. */
async function endOf(file: string): Promise<string | null> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const start = Math.max(0, size - END_BYTES);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
