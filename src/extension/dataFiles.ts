import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';

const TEXT_FILE = /\.(csv|tsv|txt|tab)(\.gz)?$/i;
const BINARY_FILE = /\.(parquet|h5ad|h5mu|h5|hdf5)$/i;
/** One matrix of 10x is a folder of three files; under any other name its matrix.mtx stands for it. */
const MATRIX_FOLDER = /_bc_matrix$/i;
const MATRIX_FILE = /\.mtx(\.gz)?$/i;
/** What lies beside a matrix and names its rows and columns. */
const MATRIX_NAMES = /(^|_)(barcodes|features|genes)\.tsv(\.gz)?$/i;
const STUDY_FILE = /\.crossmodal\.json$/i;
const SWEEP_FILE = /\.sweep\.json$/i;
/** More tables than anybody scrolls through. */
const MOST = 500;

export function isDataFile({ path }: vscode.Uri): boolean {
  return [TEXT_FILE, BINARY_FILE, MATRIX_FOLDER, MATRIX_FILE].some((pattern) => pattern.test(path));
}

/** A file that is one table, whose top can be read as it stands. */
export function isTextTable(file: string): boolean {
  return TEXT_FILE.test(file);
}

/** Files whose format says which of its sides are the samples. */
export function saysItsRows(file: string): boolean {
  return !isTextTable(file) && !/\.parquet$/i.test(file);
}

export function isStudyFile(uri: vscode.Uri): boolean {
  return STUDY_FILE.test(uri.path);
}

export function isSweepFile(uri: vscode.Uri): boolean {
  return SWEEP_FILE.test(uri.path);
}

/** Study files of the workspace, by path; not those that sweeps write for their runs. */
export async function findStudyFiles(): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(
    '**/*.crossmodal.json',
    '{**/node_modules/**,**/crossmodal-runs/**}',
    MOST,
  );
  return found.sort((a, b) => a.path.localeCompare(b.path));
}

/** Tables of the workspace that we can read, by path; plain text last, for it is seldom a table. */
export async function findDataFiles(): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(
    '**/*.{csv,tsv,txt,tab,csv.gz,tsv.gz,txt.gz,tab.gz,parquet,h5ad,h5mu,h5,hdf5,mtx,mtx.gz}',
    '{**/node_modules/**,**/crossmodal-runs/**}',
    MOST,
  );
  const matrices = new Set(found.filter(({ path }) => MATRIX_FILE.test(path)).map(({ path }) => dirname(path)));
  const isText = ({ path }: vscode.Uri) => Number(/\.txt(\.gz)?$/i.test(path));
  return found
    .filter(({ path }) => !(MATRIX_NAMES.test(basename(path)) && matrices.has(dirname(path))))
    .map((uri) => (/\/matrix\.mtx(\.gz)?$/i.test(uri.path) ? vscode.Uri.joinPath(uri, '..') : uri))
    .sort((a, b) => isText(a) - isText(b) || a.path.localeCompare(b.path));
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
  return shown && [isDataFile, isStudyFile, isSweepFile].some((is) => is(shown)) ? [shown] : [];
}

function isUri(value: unknown): value is vscode.Uri {
  return value instanceof vscode.Uri;
}
