import * as vscode from 'vscode';

const DATA_FILE = /\.(csv|tsv|txt)(\.gz)?$/i;
const STUDY_FILE = /\.crossmodal\.json$/i;
/** More tables than anybody scrolls through. */
const MOST = 500;

export function isDataFile(uri: vscode.Uri): boolean {
  return DATA_FILE.test(uri.path);
}

export function isStudyFile(uri: vscode.Uri): boolean {
  return STUDY_FILE.test(uri.path);
}

/** Tables of the workspace that we can read, by path; plain text last, for it is seldom a table. */
export async function findDataFiles(): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(
    '**/*.{csv,tsv,txt,csv.gz,tsv.gz,txt.gz}',
    '{**/node_modules/**,**/crossmodal-runs/**}',
    MOST,
  );
  const isText = ({ path }: vscode.Uri) => Number(/\.txt(\.gz)?$/i.test(path));
  return found.sort((a, b) => isText(a) - isText(b) || a.path.localeCompare(b.path));
}

/**
 * What a command is about: the explorer's selection, the one file it was called on, or the file of the active tab.
 * The active text editor will not do: it knows nothing of files above 50 MB.
 */
export function chosenFiles(clicked: unknown, selection: unknown): vscode.Uri[] {
  if (Array.isArray(selection) && selection.length > 0) return selection.filter(isUri);
  if (isUri(clicked)) return [clicked];
  if (Array.isArray(clicked)) return clicked.filter(isUri);
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const shown = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : null;
  return shown && (isDataFile(shown) || isStudyFile(shown)) ? [shown] : [];
}

function isUri(value: unknown): value is vscode.Uri {
  return value instanceof vscode.Uri;
}
