import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as vscode from 'vscode';
import { readSweepPlan } from '../../run/readSweep.ts';
import { SWEEP_FILES } from '../../run/sweepFolder.ts';
import { UserError } from '../../run/userError.ts';
import { commandLine } from '../commandLine.ts';
import { openSweepPage, type Services } from '../services.ts';
import { chosenSweep } from './chosenSweep.ts';
import { startSweep } from './startSweep.ts';

/** Open Sweep: its page. */
export async function openSweep(clicked: unknown): Promise<void> {
  const folder = await chosenSweep(clicked, 'The sweep to open');
  if (folder === null) return;
  if (!existsSync(join(folder, SWEEP_FILES.plan))) throw new UserError('This sweep was not started yet.');
  await openSweepPage(folder);
}

/** Continue Sweep: makes the runs that are missing and goes on with those that were begun. */
export async function continueSweep(services: Services, clicked: unknown): Promise<void> {
  const folder = await chosenSweep(clicked, 'The sweep to go on with');
  if (folder !== null) await startSweep(services, await sweepFileOf(folder));
}

/** Retry Failed Runs of Sweep: the same, and the failed ones again. */
export async function retrySweep(services: Services, clicked: unknown): Promise<void> {
  const folder = await chosenSweep(clicked, 'The sweep whose failed runs to make again');
  if (folder !== null) await startSweep(services, await sweepFileOf(folder), '--retry');
}

/** Stop Sweep: runs under way keep what they learnt and can go on later; jobs in a queue are cancelled. */
export async function stopSweep({ extensionUri, log }: Services, clicked: unknown): Promise<void> {
  const folder = await chosenSweep(clicked, 'The sweep to stop');
  if (folder === null) return;
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Crossmodal: stopping the sweep' },
    async () => commandLine(extensionUri, ['sweep', await sweepFileOf(folder), '--stop'], log),
  );
}

/** The sweep file that a sweep folder was made by. @throws UserError where it is gone */
export async function sweepFileOf(folder: string): Promise<string> {
  const file = resolve(folder, (await readSweepPlan(folder)).file);
  if (existsSync(file)) return file;
  throw new UserError(`The sweep file ${file} is gone. Its runs can be read; to go on with them, put it back.`);
}
