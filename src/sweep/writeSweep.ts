import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../run/atomicFile.ts';
import { makeFolder } from '../run/makeFolder.ts';
import { writeSweepPlan } from '../run/readSweep.ts';
import { SWEEP_FILES, studyFileIn } from '../run/sweepFolder.ts';
import type { PlannedSweep } from './planSweep.ts';

/** Files written side by side: each waits for the disk, and a network disk is slow to answer. */
const AT_ONCE = 32;

/**
 * Writes the plan of a sweep and the studies of its runs; those that are there and the same stay untouched.
 * @throws UserError where the disk takes none of it
 */
export async function writeSweep({ folder, plan, studies }: PlannedSweep): Promise<void> {
  await makeFolder(
    join(folder, SWEEP_FILES.studies),
    'The runs of a sweep go beside its file: put that where you may write.',
  );
  const waiting = studies.entries();
  const work = async (): Promise<void> => {
    for (const [run, study] of waiting) {
      const file = studyFileIn(folder, run);
      const text = `${JSON.stringify(study, null, 2)}\n`;
      const before = await readFile(file, 'utf8').catch(() => null);
      if (before !== text) await writeAtomically(file, text);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // Last: whoever reads the plan finds the studies.
  await writeSweepPlan(folder, plan);
}
