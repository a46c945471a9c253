import * as vscode from 'vscode';

/** Saves a file that is open with changes: what is trained is what is seen. */
export async function saveOpen(file: string): Promise<void> {
  const uri = vscode.Uri.file(file).toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  if (open?.isDirty) await open.save();
}
