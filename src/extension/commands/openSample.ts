import * as vscode from 'vscode';
import { UserError } from '../../run/userError.ts';
import type { Services } from '../services.ts';

const NAME = 'tcga-acc';
const STUDY = 'acc.crossmodal.json';

/** Open Sample Data: copies the bundled tables to where the user works, and opens their study. */
export async function openSample({ extensionUri }: Services): Promise<void> {
  const parent = await chooseParent();
  if (!parent) return;
  const target = vscode.Uri.joinPath(parent, NAME);
  const study = vscode.Uri.joinPath(target, STUDY);
  if (!(await exists(target))) {
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(extensionUri, 'samples', NAME), target);
  } else if (!(await exists(study))) {
    throw new UserError(`${target.fsPath} exists and holds something else. Choose another folder.`);
  }
  if (vscode.workspace.workspaceFolders === undefined) {
    await vscode.commands.executeCommand('vscode.openFolder', target);
    return;
  }
  await vscode.window.showTextDocument(study);
}

async function chooseParent(): Promise<vscode.Uri | undefined> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  const elsewhere = 'Another folder…';
  if (workspace) {
    const items = [
      { label: `$(folder) ${workspace.name}`, description: `a new folder "${NAME}" in it` },
      { label: elsewhere },
    ];
    const choice = await vscode.window.showQuickPick(items, { placeHolder: 'Where to put the sample tables (0.4 MB)' });
    if (!choice) return undefined;
    if (choice.label !== elsewhere) return workspace.uri;
  }
  const chosen = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    openLabel: 'Put Sample Here',
  });
  return chosen?.[0];
}

function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(
    vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    ),
  );
}
