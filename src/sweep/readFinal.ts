import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { KnownFinal } from '../run/knownFinal.ts';
import { readRunFile } from '../run/readRun.ts';
import { readSweepPlan } from '../run/readSweep.ts';
import { runFolderIn, SWEEP_FILES } from '../run/sweepFolder.ts';
import { readRows } from './readRows.ts';

/**
 * The chosen settings as they were scored on samples that chose nothing; null before anybody asked for that.
 * @param sweepFolder of the sweep that chose
 */
export async function readFinal(sweepFolder: string): Promise<KnownFinal | null> {
  const folder = join(sweepFolder, SWEEP_FILES.final);
  const asked = await stat(join(folder, SWEEP_FILES.plan)).catch(() => null);
  if (!asked) return null;
  const plan = await readSweepPlan(folder);
  const rows = await readRows(folder, plan);
  const names = new Set(plan.runs.map(({ name }) => name));
  const others = (await readdir(join(folder, SWEEP_FILES.runs))).filter((name) => !names.has(name));
  const finished = rows.find(({ state }) => state === 'finished');
  const split = finished ? (await readRunFile(runFolderIn(folder, finished.name))).split : null;
  return { plan, rows, samples: split?.test ?? null, otherRuns: others.length };
}
