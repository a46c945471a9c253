import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { RUN_FILES } from '../run/runFolder.ts';
import { runFolderIn, SWEEP_FILES } from '../run/sweepFolder.ts';
import { UserError } from '../run/userError.ts';
import { commandLine } from './commandLine.ts';
import { saveFile } from './commands/exportFigure.ts';
import { startSweep } from './commands/startSweep.ts';
import { continueSweep, retrySweep, stopSweep, sweepFileOf } from './commands/sweepCommands.ts';
import { showComparison } from './comparisonPanel.ts';
import { openRun, type Services } from './services.ts';
import type { SweepActions } from './sweepActions.ts';

/** What the page of a sweep asks for, done in this window. */
export function sweepPageActions(services: Services): SweepActions {
  return {
    continue: (folder) => continueSweep(services, folder),
    retry: (folder) => retrySweep(services, folder),
    stop: (folder) => stopSweep(services, folder),
    final: async (folder) => startSweep(services, await sweepFileOf(folder), '--final'),
    openFile: async (folder) => openBeside(await sweepFileOf(folder)),
    openLog,
    saveReport: (folder) => saveReport(services, folder),
    openRun: async (folder, run) => {
      const runFolder = runFolderIn(folder, run);
      if (!existsSync(join(runFolder, RUN_FILES.run)))
        throw new UserError('This run has not begun: there is nothing to open yet.');
      await openRun(runFolder);
    },
    compareRuns: async (folder, runs) =>
      showComparison(
        services,
        runs.map((run) => runFolderIn(folder, run)),
      ),
    saveFile,
    reportViolation: (directive, blocked) =>
      services.log.error(`Blocked in the page of a sweep: ${directive} ${blocked}`),
  };
}

/** What was said while runs were made; tasks of Slurm have a file each. */
async function openLog(folder: string): Promise<void> {
  const [log, tasks] = [join(folder, SWEEP_FILES.log), join(folder, SWEEP_FILES.slurm)];
  if (existsSync(log)) await openBeside(log);
  else if (existsSync(tasks)) await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(tasks));
  else throw new UserError('There is no log yet: it begins with the first run.');
}

async function openBeside(file: string): Promise<void> {
  if (!existsSync(file)) throw new UserError(`There is no ${file}.`);
  await vscode.window.showTextDocument(vscode.Uri.file(file), { viewColumn: vscode.ViewColumn.Beside });
}

/** Writes sweep.csv and sweep.html into the folder of the sweep, as they stand now. */
async function saveReport({ extensionUri, log }: Services, folder: string): Promise<void> {
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Writing the report', cancellable: true },
    async (progress, token) =>
      commandLine(extensionUri, ['sweep', await sweepFileOf(folder), '--summarize'], log, {
        token,
        onProgress: (message) => progress.report({ message }),
      }),
  );
  const text = `Wrote ${SWEEP_FILES.report} and ${SWEEP_FILES.table} into ${folder}.`;
  const choice = await vscode.window.showInformationMessage(text, 'Reveal', 'Open Table');
  if (choice === 'Open Table') await openBeside(join(folder, SWEEP_FILES.table));
  if (choice === 'Reveal') {
    await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(join(folder, SWEEP_FILES.report)));
  }
}
