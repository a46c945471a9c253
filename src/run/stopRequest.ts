import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from './atomicFile.ts';
import { isThere } from './isThere.ts';

/** The same name in a run folder and in the folder of a sweep. */
export const STOP_FILE = 'stop';

/**
 * Asks the process that works on a folder to stop, whoever started it: a trainer answers after the step that it is at, and
 * still scores the best weights so far; who makes the runs of a sweep hears within a second.
 */
export async function requestStop(folder: string): Promise<void> {
  await writeAtomically(join(folder, STOP_FILE), '');
}

export function stopRequested(folder: string): Promise<boolean> {
  return isThere(join(folder, STOP_FILE));
}

/** The request is answered, or was meant for an earlier process. */
export async function clearStop(folder: string): Promise<void> {
  await rm(join(folder, STOP_FILE), { force: true });
}
