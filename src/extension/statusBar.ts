import * as vscode from 'vscode';
import type { RunIndex } from './runIndex.ts';

/** Shows that something is being trained, and opens it. */
export class TrainingStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('crossmodal.training', vscode.StatusBarAlignment.Left, 10);
  private readonly subscription: vscode.Disposable;
  private readonly runs: RunIndex;
  private training = false;
  private folder: string | undefined;

  constructor(runs: RunIndex) {
    this.runs = runs;
    this.item.name = 'Crossmodal Training';
    this.subscription = runs.onDidChange(() => this.update());
  }

  private update(): void {
    const running = this.runs.list().filter(({ state }) => state === 'running');
    this.tellMenus(running.length > 0);
    const [newest] = running;
    if (!newest) {
      this.item.hide();
      return;
    }
    const { progress, study } = newest.run;
    const more = running.length > 1 ? ` (+${running.length - 1})` : '';
    this.item.text = `$(sync~spin) ${study.model.name} ${Math.floor(progress.share * 100)} %${more}`;
    this.item.tooltip = `Crossmodal is training: ${progress.stage}, epoch ${progress.epoch} of ${progress.epochs}. Click to open.`;
    if (newest.folder !== this.folder) {
      // A command that is set anew with every epoch would be gone when a click arrives.
      this.folder = newest.folder;
      this.item.command = { command: 'crossmodal.openResults', title: 'Open Results', arguments: [newest] };
    }
    this.item.show();
  }

  /** The palette offers to stop only what runs. */
  private tellMenus(training: boolean): void {
    if (training === this.training) return;
    this.training = training;
    void vscode.commands.executeCommand('setContext', 'crossmodal.training', training);
  }

  dispose(): void {
    this.subscription.dispose();
    this.item.dispose();
  }
}
