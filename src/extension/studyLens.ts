import * as vscode from 'vscode';

/** Files that hold a study. They keep the JSON editor. */
export const STUDY_FILES: vscode.DocumentSelector = { pattern: '**/*.crossmodal.json' };

/** "Train", "Sweep…" and "Analyze" on the first line of a study file. */
export class StudyLens implements vscode.CodeLensProvider {
  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const top = new vscode.Range(0, 0, 0, 0);
    return [
      new vscode.CodeLens(top, { title: '$(play) Train', command: 'crossmodal.train', arguments: [uri] }),
      new vscode.CodeLens(top, { title: '$(run-all) Sweep…', command: 'crossmodal.sweep', arguments: [uri] }),
      new vscode.CodeLens(top, { title: '$(graph) Analyze', command: 'crossmodal.analyze', arguments: [uri] }),
    ];
  }
}
