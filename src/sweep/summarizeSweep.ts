import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finalFindings, type KnownFinal } from '../report/finalFindings.ts';
import type { Finding } from '../report/findings/finding.ts';
import { selectionFindings } from '../report/selectionFindings.ts';
import { sweepReport } from '../report/sweepReport.ts';
import { readViewerFiles } from '../report/viewerFiles.ts';
import { writeAtomically } from '../run/atomicFile.ts';
import { readRunFile } from '../run/readRun.ts';
import { readSweepPlan } from '../run/readSweep.ts';
import { runFolderIn, SWEEP_FILES } from '../run/sweepFolder.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import { readRows } from './readRows.ts';
import { sweepTable } from './sweepTable.ts';

export interface SweepSummary {
  readonly plan: SweepPlan;
  readonly rows: readonly SweepRow[];
  /** sweep.csv and sweep.html */
  readonly files: { readonly table: string; readonly report: string };
  /** which settings to take, and what the choice is worth where that is known */
  readonly findings: readonly Finding[];
}

/**
 * Makes sweep.csv and sweep.html anew from the run folders, whatever made them.
 * @param known how the runs stand, where the caller has just read them with what a scheduler says
 * @throws UserError where the folder holds no sweep
 */
export async function summarizeSweep(folder: string, known: readonly SweepRow[] | null = null): Promise<SweepSummary> {
  const plan = await readSweepPlan(folder);
  const rows = known ?? (await readRows(folder, plan));
  const files = { table: join(folder, SWEEP_FILES.table), report: join(folder, SWEEP_FILES.report) };
  await writeAtomically(files.table, sweepTable(plan, rows));
  await writeAtomically(files.report, sweepReport({ plan, rows }, await readViewerFiles()));
  const final = await readFinal(join(folder, SWEEP_FILES.final));
  const findings = [
    ...(final ? finalFindings({ plan, rows }, final) : []),
    ...selectionFindings(plan, rows, plan.sweep.score),
  ];
  return { plan, rows, files, findings };
}

/** The chosen settings as they were scored on samples that chose nothing; null before anybody asked for that. */
async function readFinal(folder: string): Promise<KnownFinal | null> {
  const folders = await readdir(join(folder, SWEEP_FILES.runs)).catch(() => null);
  if (folders === null) return null;
  const plan = await readSweepPlan(folder);
  const rows = await readRows(folder, plan);
  const names = new Set(plan.runs.map(({ name }) => name));
  const begun = rows.find(({ state }) => state === 'finished');
  const split = begun ? (await readRunFile(runFolderIn(folder, begun.name))).split : null;
  return { plan, rows, samples: split?.test ?? null, otherRuns: folders.filter((name) => !names.has(name)).length };
}
