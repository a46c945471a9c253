import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sweepQuestions } from '../report/sweepQuestions.ts';
import type { KnownFinal } from '../run/knownFinal.ts';
import { readRunFile } from '../run/readRun.ts';
import { readSweepPlan } from '../run/readSweep.ts';
import { runFolderIn, SWEEP_FILES } from '../run/sweepFolder.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import { readRows } from './readRows.ts';

/**
 * The chosen settings as they were scored on samples that chose nothing; null before anybody asked for that.
 * @param sweepFolder of the sweep that chose
 * @param look tells how the runs stand
 */
export async function readFinal(
  sweepFolder: string,
  look: (folder: string, plan: SweepPlan) => Promise<SweepRow[]> = readRows,
): Promise<KnownFinal | null> {
  const folder = join(sweepFolder, SWEEP_FILES.final);
  const asked = await stat(join(folder, SWEEP_FILES.plan)).catch(() => null);
  if (!asked) return null;
  const plan = await readSweepPlan(folder);
  const rows = await look(folder, plan);
  const names = new Set(plan.runs.map(({ name }) => name));
  const others = (await readdir(join(folder, SWEEP_FILES.runs))).filter((name) => !names.has(name));
  return { plan, rows, samples: await samplesOf(folder, plan, rows), otherRuns: others.length };
}

/** Runs of one question are scored on the same samples: one of them tells. */
async function samplesOf(folder: string, plan: SweepPlan, rows: readonly SweepRow[]): Promise<KnownFinal['samples']> {
  const finished = new Set(rows.flatMap(({ name, state }) => (state === 'finished' ? name : [])));
  const samples: Record<string, number> = {};
  for (const question of sweepQuestions(plan)) {
    const run = question.plan.runs.find(({ name }) => finished.has(name));
    if (run) samples[run.name] = (await readRunFile(runFolderIn(folder, run.name))).split.test;
  }
  return samples;
}
