import * as vscode from 'vscode';
import { commandLine } from '../commandLine.ts';
import type { Services } from '../services.ts';

/** Install Native TensorFlow: once for all projects of this user; training works without it, slower. */
export async function installEngine({ extensionUri, log }: Services): Promise<void> {
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Installing native TensorFlow', cancellable: true },
    (progress, token) =>
      commandLine(extensionUri, ['engines', 'install'], log, {
        token,
        onProgress: (message) => progress.report({ message }),
      }),
  );
  void vscode.window.showInformationMessage('Native TensorFlow is installed. New runs with the engine "auto" use it.');
}
