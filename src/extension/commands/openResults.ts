import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../run/userError.ts';
import { isRunEntry } from '../runIndex.ts';
import { openRun, pickRuns, type Services } from '../services.ts';

/** Open Results: of the run it was called on, or of one that the user picks. */
export async function openResults(services: Services, clicked: unknown): Promise<void> {
  if (isRunEntry(clicked)) return openRun(clicked.folder);
  if (clicked instanceof vscode.Uri) return openRun(dirname(clicked.fsPath));
  await services.runs.refresh();
  const runs = services.runs.list();
  if (runs.length === 0)
    throw new UserError('There is no run in this workspace yet. Start one with "Crossmodal: Train Model…".');
  const chosen = await pickRuns(runs, 'The run whose results to open', false);
  if (chosen) await openRun(chosen[0].folder);
}
