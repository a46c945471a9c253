import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../run/userError.ts';
import { commandLine } from '../commandLine.ts';
import { isRunEntry } from '../runIndex.ts';
import { activeRunFolder, pickRuns, type Services } from '../services.ts';

const FILTERS = {
  'AnnData, for scanpy': ['h5ad'],
  'MuData, for muon, with all values': ['h5mu'],
  'CSV, for R': ['csv'],
};

/** Export Run…: latents, scores and labels of the run it was called on, shown or picked, for Python and R. */
export async function exportRun(services: Services, clicked: unknown): Promise<void> {
  const run = isRunEntry(clicked) ? clicked : await shownOrPicked(services);
  if (!run) return;
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(join(dirname(run.folder), `${run.name.replace(/[^\w.+-]+/g, '_')}.h5ad`)),
    filters: FILTERS,
    title: 'Export Run',
    saveLabel: 'Export',
  });
  if (!target) return;
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Exporting ${run.name}`, cancellable: true },
    (progress, token) =>
      commandLine(services.extensionUri, ['export', run.folder, '-o', target.fsPath], services.log, {
        token,
        onProgress: (message) => progress.report({ message }),
      }),
  );
  const choice = await vscode.window.showInformationMessage(`Exported to ${target.fsPath}.`, 'Reveal');
  if (choice === 'Reveal') await vscode.commands.executeCommand('revealInExplorer', target);
}

/** What is exported. */
interface Exported {
  readonly folder: string;
  readonly name: string;
}

async function shownOrPicked({ runs }: Services): Promise<Exported | null> {
  const shown = activeRunFolder();
  // Also where the list does not know it: it may be of a sweep.
  if (shown !== null) return { folder: shown, name: basename(shown) };
  await runs.refresh();
  const known = runs.list();
  if (known.length === 0)
    throw new UserError('There is no run in this workspace yet. Start one with "Crossmodal: Train Model…".');
  return (await pickRuns(known, 'The run to export', false))?.[0] ?? null;
}
