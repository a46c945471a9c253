import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { RUN_FILES } from '../run/runFolder.ts';
import { SWEEP_FILES } from '../run/sweepFolder.ts';
import type { Log } from './messages.ts';
import { RESULTS_EDITOR } from './resultsEditor.ts';
import type { RunEntry, RunIndex } from './runIndex.ts';
import type { RunMonitor } from './runMonitor.ts';
import type { SweepIndex } from './sweepIndex.ts';
import type { Sweeps } from './sweeps.ts';
import type { Trainers } from './trainer.ts';

/** What the commands work with. */
export interface Services {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  readonly trainers: Trainers;
  readonly sweeps: Sweeps;
  readonly sweepIndex: SweepIndex;
  readonly runs: RunIndex;
  readonly monitor: RunMonitor;
}

/** Opens the results of one run. */
export async function openRun(folder: string, column = vscode.ViewColumn.Active): Promise<void> {
  const uri = vscode.Uri.file(join(folder, RUN_FILES.run));
  await vscode.commands.executeCommand('vscode.openWith', uri, RESULTS_EDITOR, { viewColumn: column, preview: false });
}

/** Opens the page of a sweep. @param folder of the sweep */
export async function openSweepPage(folder: string): Promise<void> {
  const uri = vscode.Uri.file(join(folder, SWEEP_FILES.plan));
  await vscode.commands.executeCommand('vscode.openWith', uri, RESULTS_EDITOR, { preview: false });
}

/** The run folder that the active results editor shows. */
export function activeRunFolder(): string | null {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  // The page of a sweep is an editor of the same kind.
  const shown = input instanceof vscode.TabInputCustom && basename(input.uri.path) === RUN_FILES.run;
  return shown ? vscode.Uri.joinPath(input.uri, '..').fsPath : null;
}

/** Lets the user choose among runs. @returns null where they leave */
export async function pickRuns(
  runs: readonly RunEntry[],
  placeHolder: string,
  canPickMany: boolean,
): Promise<readonly RunEntry[] | null> {
  const items = runs.map((entry) => ({ ...describeRun(entry), entry }));
  const options = { placeHolder, matchOnDescription: true };
  if (canPickMany) {
    const chosen = await vscode.window.showQuickPick(items, { ...options, canPickMany: true });
    return chosen?.map(({ entry }) => entry) ?? null;
  }
  const chosen = await vscode.window.showQuickPick(items, options);
  return chosen ? [chosen.entry] : null;
}

/** "mmvae++ · rnaseq + mirna" and its folder. */
export function describeRun({ run, name }: RunEntry): { label: string; description: string } {
  const tables = run.modalities.map((modality) => modality.name).join(' + ');
  return { label: `${run.study.model.name} · ${tables}`, description: name };
}
