import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { UserError } from '../../run/userError.ts';
import type { FromViewer } from '../../run/viewerMessages.ts';

type SavedFile = Extract<FromViewer, { type: 'saveFile' }>;

const KINDS: Readonly<Record<SavedFile['format'], string>> = {
  svg: 'SVG figure',
  png: 'PNG figure',
  csv: 'CSV table',
  json: 'Vega-Lite specification',
  txt: 'List of names',
};

/** Export Figure…: saves what a plot of the viewer hands over, where the user wants it. */
export async function exportFigure(figure: unknown): Promise<void> {
  if (!isFigure(figure)) throw new UserError('Open the results of a run and use the save button of a plot.');
  await saveFile(figure);
}

export async function saveFile({ name, format, content }: SavedFile): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, `${name.replace(/[^\w.+-]+/g, '_')}.${format}`),
    filters: { [KINDS[format]]: [format] },
    title: 'Export Figure',
  });
  if (!target) return;
  const bytes = Buffer.from(content, format === 'png' ? 'base64' : 'utf8');
  await vscode.workspace.fs.writeFile(target, new Uint8Array(bytes));
}

function isFigure(value: unknown): value is SavedFile {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'saveFile';
}
