import { basename } from 'node:path';
import * as vscode from 'vscode';
import { parseStudyInput } from '../run/readStudy.ts';
import { applyRemedy, type Remedy } from '../run/remedy.ts';
import { settingsText } from '../run/settingsText.ts';
import type { StudyInput } from '../run/study.ts';

/** A study file as the editor has it, unsaved changes included. @throws UserError where it is no study */
export async function openStudy(uri: vscode.Uri): Promise<StudyInput> {
  const document = await vscode.workspace.openTextDocument(uri);
  return parseStudyInput(document.getText(), basename(uri.fsPath));
}

/**
 * Writes a remedy into a study file as an edit of its text, which can be undone, and shows the file beside. The file is
 * saved at once, unless it held unsaved changes before: those are the user's to save.
 * @throws UserError where the file is no study, or the remedy does not fit it any more
 */
export async function writeRemedy(uri: vscode.Uri, remedy: Remedy): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { isDirty } = document;
  const before = document.getText();
  const study = parseStudyInput(before, basename(uri.fsPath));
  const changed = applyRemedy(study, remedy);
  if (changed !== study) {
    const edit = new vscode.WorkspaceEdit();
    const { from, to, text } = difference(before, settingsText(changed));
    edit.replace(uri, new vscode.Range(document.positionAt(from), document.positionAt(to)), text);
    await vscode.workspace.applyEdit(edit);
    if (!isDirty) await document.save();
  }
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: true,
    preview: false,
  });
}

/** What to put in place of which part of a text, so that the rest of it stays untouched. */
function difference(before: string, after: string): { from: number; to: number; text: string } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let end = 0;
  while (end < shorter - from && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { from, to: before.length - end, text: after.slice(from, after.length - end) };
}
