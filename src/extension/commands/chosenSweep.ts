import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { SWEEP_FILES, sweepFolderOf } from '../../run/sweepFolder.ts';
import { UserError } from '../../run/userError.ts';
import { isSweepFile } from '../dataFiles.ts';

/** More sweeps than anybody scrolls through. */
const MOST = 200;

/**
 * The folder of the sweep that a command is about: the row or file it was called on, the one on screen, the only one of the
 * workspace, or one that the user picks.
 * @returns null where they leave
 * @throws UserError where there is none
 */
export async function chosenSweep(clicked: unknown, placeHolder: string): Promise<string | null> {
  const shown = folderOf(clicked) ?? shownSweep();
  if (shown !== null) return shown;
  const found = await vscode.workspace.findFiles(`**/*.sweep/${SWEEP_FILES.plan}`, '**/node_modules/**', MOST);
  const folders = found.map(({ fsPath }) => dirname(fsPath)).sort();
  if (folders.length === 0) {
    throw new UserError('There is no sweep in this workspace yet. Plan one with "Crossmodal: Sweep Settings…".');
  }
  if (folders.length === 1) return folders[0];
  const items = folders.map((folder) => ({
    label: basename(folder, '.sweep'),
    description: vscode.workspace.asRelativePath(dirname(dirname(folder))),
    folder,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.folder ?? null;
}

/** The sweep whose page or file is on screen. */
export function shownSweep(): string | null {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? folderOf(input.uri) : null;
}

function folderOf(clicked: unknown): string | null {
  if (typeof clicked === 'string') return clicked;
  if (clicked instanceof vscode.Uri) {
    if (isSweepFile(clicked)) return sweepFolderOf(clicked.fsPath);
    return basename(clicked.path) === SWEEP_FILES.plan ? dirname(clicked.fsPath) : null;
  }
  const entry = typeof clicked === 'object' && clicked !== null && 'folder' in clicked ? clicked.folder : null;
  return typeof entry === 'string' ? entry : null;
}
