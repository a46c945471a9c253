import { join } from 'node:path';
import type { Finding } from '../report/findings/finding.ts';
import { sweepFindings } from '../report/sweepFindings.ts';
import { sweepReport } from '../report/sweepReport.ts';
import { readViewerFiles } from '../report/viewerFiles.ts';
import { writeAtomically } from '../run/atomicFile.ts';
import { readSweepPlan } from '../run/readSweep.ts';
import { SWEEP_FILES } from '../run/sweepFolder.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import { readFinal } from './readFinal.ts';
import { readRows } from './readRows.ts';
import { sweepTable } from './sweepTable.ts';

export interface SweepSummary {
  readonly plan: SweepPlan;
  readonly rows: readonly SweepRow[];
  /** sweep.csv and sweep.html; and the sweep.csv of the runs that score the choice, where there are some */
  readonly files: { readonly table: string; readonly report: string; readonly finalTable?: string };
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
  const final = await readFinal(folder);
  const files = { table: join(folder, SWEEP_FILES.table), report: join(folder, SWEEP_FILES.report) };
  const finalTable = join(folder, SWEEP_FILES.final, SWEEP_FILES.table);
  // No page of its own: there is nothing left to choose, and the page of the sweep says what the choice is worth.
  if (final) await writeAtomically(finalTable, sweepTable(final.plan, final.rows));
  await writeAtomically(files.table, sweepTable(plan, rows));
  await writeAtomically(files.report, sweepReport({ plan, rows, final }, await readViewerFiles()));
  const findings = sweepFindings({ plan, rows }, plan.sweep.score, final);
  return { plan, rows, files: { ...files, ...(final && { finalTable }) }, findings };
}
