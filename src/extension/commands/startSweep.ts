import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { forecastWords } from '../../report/forecastWords.ts';
import { SWEEP_ENDING } from '../../run/sweepFile.ts';
import { SWEEP_FILES, sweepFolderOf } from '../../run/sweepFolder.ts';
import { sweepForecastSchema } from '../../run/sweepForecast.ts';
import { UserError } from '../../run/userError.ts';
import { commandLine } from '../commandLine.ts';
import { saveOpen } from '../saveOpen.ts';
import { openSweepPage, type Services } from '../services.ts';
import type { SweepOption } from '../sweeps.ts';

/**
 * Shows what a sweep file asks for, and starts it where the user says so.
 * @throws UserError where the file, its study or its tables are wrong
 */
export async function planAndStart(services: Services, file: string): Promise<'started' | 'edit' | 'cancelled'> {
  await saveOpen(file);
  const document = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Planning ${basename(file)}`, cancellable: true },
    (progress, token) =>
      commandLine(services.extensionUri, ['sweep', file, '--plan'], services.log, {
        token,
        onProgress: (message) => progress.report({ message }),
      }),
  );
  const { headline, lines } = forecastWords(sweepForecastSchema.parse(document));
  const choice = await vscode.window.showInformationMessage(
    `${basename(file, SWEEP_ENDING)}: ${headline}`,
    { modal: true, detail: lines.join('\n') },
    'Start',
    'Edit File',
  );
  if (choice === 'Start') {
    await startSweep(services, file);
    return 'started';
  }
  if (choice !== 'Edit File') return 'cancelled';
  await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
  return 'edit';
}

/** Starts a sweep, or goes on with it, and opens its page as soon as there is something to see. */
export async function startSweep(services: Services, file: string, ...options: readonly SweepOption[]): Promise<void> {
  // Menus offer it in trusted workspaces only; the page of a sweep opens in any.
  if (!vscode.workspace.isTrusted) {
    throw new UserError(
      'Training starts a program. Trust this workspace first, with "Workspaces: Manage Workspace Trust".',
    );
  }
  await saveOpen(file);
  const folder = sweepFolderOf(file);
  try {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: `Crossmodal: starting ${basename(file)}` },
      () => services.sweeps.start(file, ...options),
    );
  } finally {
    await services.sweepIndex.refresh();
    // Also where some runs could not be made: the page shows which.
    if (existsSync(join(folder, SWEEP_FILES.plan))) await openSweepPage(folder);
  }
}
