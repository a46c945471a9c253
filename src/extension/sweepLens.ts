import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { plural } from '../report/words.ts';
import { parseSweep } from '../run/readSweep.ts';
import { parseJson } from '../run/settingsFile.ts';
import { SWEEP_FILES, sweepFolderOf } from '../run/sweepFolder.ts';
import { UserError } from '../run/userError.ts';
import { combinations } from '../sweep/combinations.ts';
import type { SweepIndex } from './sweepIndex.ts';

/** Files that hold a sweep. They keep the JSON editor. */
export const SWEEP_DOCUMENTS: vscode.DocumentSelector = { pattern: '**/*.sweep.json' };

/** "Train", the number of runs, and "Open" on the first line of a sweep file. */
export class SweepLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;
  private known = '';
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(sweeps: SweepIndex) {
    this.subscription = sweeps.onDidChange(() => {
      // Runs come and go by the second; what can be opened changes when a sweep begins.
      const folders = sweeps
        .list()
        .map(({ folder }) => folder)
        .join('\n');
      if (folders === this.known) return;
      this.known = folders;
      this.changed.fire();
    });
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const { uri } = document;
    const top = new vscode.Range(0, 0, 0, 0);
    const lens = (title: string, command: string) =>
      new vscode.CodeLens(top, { title, command: `crossmodal.${command}`, arguments: [uri] });
    const open = existsSync(join(sweepFolderOf(uri.fsPath), SWEEP_FILES.plan));
    const count = countText(document.getText(), basename(uri.fsPath));
    return [
      lens('$(play) Train', 'train'),
      // Without a command it is text beside the others.
      ...(count === null ? [] : [new vscode.CodeLens(top, { title: count, command: '' })]),
      ...(open ? [lens('$(open-preview) Open', 'openSweep')] : []),
    ];
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }
}

/** "180 runs"; null while the text is no sweep that can be trained: starting it tells why. */
function countText(text: string, origin: string): string | null {
  try {
    return plural(combinations(parseSweep(parseJson(text, origin), origin)).length, 'run');
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
