import { join } from 'node:path';
import * as vscode from 'vscode';
import { RUN_FILES } from '../../run/runFolder.ts';
import { isRunEntry, type RunEntry } from '../runIndex.ts';
import type { Services } from '../services.ts';

/** The runs that a view's menu was opened on. */
export function chosenRuns(clicked: unknown, selection: unknown): RunEntry[] {
  if (Array.isArray(selection) && selection.length > 0) return selection.filter(isRunEntry);
  return isRunEntry(clicked) ? [clicked] : [];
}

export async function revealRun(clicked: unknown): Promise<void> {
  if (!isRunEntry(clicked)) return;
  await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(join(clicked.folder, RUN_FILES.run)));
}

export async function copyRunPath(clicked: unknown, selection: unknown): Promise<void> {
  const folders = chosenRuns(clicked, selection).map(({ folder }) => folder);
  await vscode.env.clipboard.writeText(folders.join('\n'));
}

/** Deletes runs, to the trash where the system has one. */
export async function deleteRun({ runs }: Services, clicked: unknown, selection: unknown): Promise<void> {
  const chosen = chosenRuns(clicked, selection).filter(({ state }) => state !== 'running');
  if (chosen.length === 0) return;
  const what = chosen.length === 1 ? `the run "${chosen[0].name}"` : `${chosen.length} runs`;
  const detail = 'The tables that it was trained on stay.';
  if ((await vscode.window.showWarningMessage(`Delete ${what}?`, { modal: true, detail }, 'Delete')) !== 'Delete')
    return;
  for (const { folder } of chosen) await remove(vscode.Uri.file(folder));
  await runs.refresh();
}

async function remove(folder: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: true });
  } catch {
    const forGood = 'Delete for Good';
    const message = `There is no trash for ${folder.fsPath}. Delete it for good?`;
    if ((await vscode.window.showWarningMessage(message, { modal: true }, forGood)) !== forGood) return;
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false });
  }
}
