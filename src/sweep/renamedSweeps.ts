import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { readSweepPlan } from '../run/readSweep.ts';
import { SWEEP_FILES } from '../run/sweepFolder.ts';

/**
 * What to know before a sweep begins anew: folders beside its own that were made from its file, or from one that is gone. Who
 * renames the one or the other would have all runs made again.
 * @param folder of the sweep
 * @param file of the sweep, absolute
 */
export async function renamedSweeps(folder: string, file: string): Promise<string[]> {
  if (existsSync(join(folder, SWEEP_FILES.plan))) return [];
  const beside = dirname(folder);
  const warnings: string[] = [];
  for (const name of await readdir(beside).catch(() => [])) {
    // What is no sweep, or cannot be read, is none of this sweep's.
    const plan = await readSweepPlan(join(beside, name)).catch(() => null);
    const made = plan === null ? null : resolve(beside, name, plan.file);
    if (made === null || (made !== file && existsSync(made))) continue;
    const origin = made === file ? 'this file' : `${basename(made)}, which is gone`;
    warnings.push(`${name} was made from ${origin}. To go on with its runs, rename it to ${basename(folder)}.`);
  }
  return warnings;
}
