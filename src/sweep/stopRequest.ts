import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../run/atomicFile.ts';
import { SWEEP_FILES } from '../run/sweepFolder.ts';

/** Asks the process that makes the runs of a sweep to stop, whoever started it; it hears within a second. */
export async function requestSweepStop(folder: string): Promise<void> {
  await writeAtomically(join(folder, SWEEP_FILES.stop), '');
}

export async function sweepStopRequested(folder: string): Promise<boolean> {
  return stat(join(folder, SWEEP_FILES.stop)).then(
    () => true,
    () => false,
  );
}

export async function clearSweepStop(folder: string): Promise<void> {
  await rm(join(folder, SWEEP_FILES.stop), { force: true });
}
