import * as vscode from 'vscode';
import { UserError } from '../run/userError.ts';

/** The one log of the extension: trainer, command line and our own faults. */
export type Log = vscode.LogOutputChannel;

/**
 * Shows what went wrong: the user's mistakes as they are, ours with a way to the log.
 * Nothing is shown where the user broke off.
 */
export async function showProblem(log: Log, error: unknown): Promise<void> {
  if (error instanceof vscode.CancellationError) return;
  const message = error instanceof Error ? error.message : String(error);
  log.error(error instanceof UserError ? message : error instanceof Error ? error : message);
  // An inner error may bring its stack along: that belongs in the log.
  const [firstLine] = message.split('\n    at ');
  const choice = await vscode.window.showErrorMessage(firstLine, 'Open Log');
  if (choice) log.show();
}
