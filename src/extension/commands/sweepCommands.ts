import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as vscode from 'vscode';
import { readSweepPlan } from '../../run/readSweep.ts';
import { SWEEP_FILES } from '../../run/sweepFolder.ts';
import { UserError } from '../../run/userError.ts';
import { commandLine } from '../commandLine.ts';
import { openSweepPage, type Services } from '../services.ts';
import type { SweepOption } from '../sweeps.ts';
import { chosenSweep } from './chosenSweep.ts';
import { startSweep } from './startSweep.ts';

/** Open Sweep: its page. */
export async function openSweep(clicked: unknown): Promise<void> {
  const folder = await chosenSweep(clicked, 'The sweep to open');
  if (folder === null) return;
  if (!existsSync(join(folder, SWEEP_FILES.plan))) throw new UserError('This sweep was not started yet.');
  await openSweepPage(folder);
}

/** Continue Sweep: makes the runs that are missing and goes on with those that were begun, by whom they were made last. */
export async function continueSweep(services: Services, clicked: unknown): Promise<void> {
  const folder = await chosenSweep(clicked, 'The sweep to go on with');
  if (folder !== null) await goOn(services, folder);
}

/** Retry Failed Runs of Sweep: the same, and the failed ones again. */
export async function retrySweep(services: Services, clicked: unknown): Promise<void> {
  const folder = await chosenSweep(clicked, 'The sweep whose failed runs to make again');
  if (folder !== null) await goOn(services, folder, '--retry');
}

/** A sweep that was submitted with --slurm must not go on where one only logs in, whatever its file says of that. */
async function goOn(services: Services, folder: string, ...options: readonly SweepOption[]): Promise<void> {
  const { executor } = (await readSweepPlan(folder)).sweep;
  const again: readonly SweepOption[] = executor.name === 'slurm' ? [...options, '--slurm'] : options;
  await startSweep(services, await sweepFileOf(folder), ...again);
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
