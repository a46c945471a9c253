import { homedir } from 'node:os';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../run/userError.ts';
import { type FigureFormat, type FromViewer, fromViewerSchema } from '../../run/viewerMessages.ts';
import type { PageSession } from '../resultsEditor.ts';

type SavedFile = Extract<FromViewer, { type: 'saveFile' }>;

const KINDS: Readonly<Record<SavedFile['format'], string>> = {
  svg: 'SVG figure',
  png: 'PNG figure',
  csv: 'CSV table',
  json: 'Vega-Lite specification',
  txt: 'List of names',
};

const FORMATS: readonly (vscode.QuickPickItem & { readonly format: FigureFormat })[] = [
  { format: 'svg', label: 'SVG', description: 'lines and text that stay sharp' },
  { format: 'png', label: 'PNG', description: "at the resolution chosen in the plot's menu" },
  { format: 'json', label: 'Vega-Lite', description: 'specification with its data, to be changed' },
  { format: 'csv', label: 'CSV', description: 'the numbers shown' },
];

/**
 * Export Figure…: saves what a plot of the viewer hands over, where the user wants it.
 * From the palette it asks which plot of the results in view.
 */
export async function exportFigure(session: PageSession | undefined, figure: unknown): Promise<void> {
  const file = fromViewerSchema.safeParse(figure);
  if (file.success && file.data.type === 'saveFile') return saveFile(file.data);
  if (!session) throw new UserError('Open the results of a run or a sweep: its plots can be exported.');
  // The page may take the focus back from the palette a moment later: that is no answer.
  const asking = { title: 'Export Figure', ignoreFocusOut: true };
  const plots = await session.plots();
  if (plots.length === 0) throw new UserError('There is no plot yet. The first comes with the first scores.');
  const plot = await vscode.window.showQuickPick([...plots], { ...asking, placeHolder: 'Which plot?' });
  if (plot === undefined) return;
  const format = await vscode.window.showQuickPick([...FORMATS], { ...asking, placeHolder: `Save ${plot} as` });
  if (format) await session.saveFigure(plot, format.format);
}

/** Asks where to, and writes it there. */
export async function saveFile({ name, format, content }: SavedFile): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, `${name.replace(/[^\w.+-]+/g, '_')}.${format}`),
    filters: { [KINDS[format]]: [format] },
    title: `Save ${KINDS[format]}`,
  });
  if (!target) return;
  const bytes = Buffer.from(content, format === 'png' ? 'base64' : 'utf8');
  await vscode.workspace.fs.writeFile(target, new Uint8Array(bytes));
  const choice = await vscode.window.showInformationMessage(`Saved ${basename(target.path)}.`, 'Open', 'Reveal');
  if (choice === 'Open') await vscode.commands.executeCommand('vscode.open', target);
  if (choice === 'Reveal') await reveal(target);
}

/** In the explorer where the file lies in the workspace; the system's own window knows files of this machine only. */
async function reveal(file: vscode.Uri): Promise<void> {
  const inWorkspace = vscode.workspace.getWorkspaceFolder(file) !== undefined;
  await vscode.commands.executeCommand(inWorkspace ? 'revealInExplorer' : 'revealFileInOS', file);
}
