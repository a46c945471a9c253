import * as vscode from 'vscode';
import { formatCount } from '../report/words.ts';
import type { SweepIndex } from './sweepIndex.ts';
import { isWorking, statesOf } from './sweepSummary.ts';

/** Shows that runs of a sweep are being made, and opens it. */
export class SweepStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('crossmodal.sweep', vscode.StatusBarAlignment.Left, 9);
  private readonly subscription: vscode.Disposable;
  private readonly sweeps: SweepIndex;
  private working = false;
  private folder: string | undefined;

  constructor(sweeps: SweepIndex) {
    this.sweeps = sweeps;
    this.item.name = 'Crossmodal Sweep';
    this.subscription = sweeps.onDidChange(() => this.update());
  }

  private update(): void {
    const working = this.sweeps.list().filter(isWorking);
    this.tellMenus(working.length > 0);
    const [first] = working;
    if (!first) {
      this.item.hide();
      return;
    }
    const { folder, name, counts, total, activity } = first;
    const more = working.length > 1 ? ` (+${working.length - 1})` : '';
    this.item.text = `$(sync~spin) ${name}: ${formatCount(counts.get('finished') ?? 0)} of ${formatCount(total)}${more}`;
    this.item.tooltip = `Crossmodal sweep: ${statesOf(first)}; ${activity?.text ?? ''}. Click to open.`;
    if (folder !== this.folder) {
      // A command that is set anew with every change would be gone when a click arrives.
      this.folder = folder;
      this.item.command = { command: 'crossmodal.openSweep', title: 'Open Sweep', arguments: [folder] };
    }
    this.item.show();
  }

  /** The palette offers to stop only what is at work. */
  private tellMenus(working: boolean): void {
    if (working === this.working) return;
    this.working = working;
    void vscode.commands.executeCommand('setContext', 'crossmodal.sweeping', working);
  }

  dispose(): void {
    this.subscription.dispose();
    this.item.dispose();
  }
}
