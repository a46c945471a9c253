import * as vscode from 'vscode';
import { shownSweep } from './commands/chosenSweep.ts';
import { showProblem } from './messages.ts';
import { openSweepPage, type Services } from './services.ts';
import { isWorking, type SweepEntry, statesOf } from './sweepSummary.ts';

/**
 * Tells once that a sweep has ended, whoever made its runs, unless its page is on screen or somebody stopped it. What went wrong
 * with one of this window's is told in any case, and then says that it has ended, too.
 */
export class SweepNews implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private readonly sweeps: Services['sweeps'];
  /** sweeps whose runs are being made, as of the last look; the user knows of the end of one that is stopping */
  private working = new Map<string, SweepEntry>();

  constructor(services: Services) {
    const { sweepIndex, sweeps, log } = services;
    this.sweeps = sweeps;
    this.subscription = vscode.Disposable.from(
      sweeps.onDidFail((error) => void showProblem(log, error)),
      sweepIndex.onDidChange(() => this.follow(sweepIndex.list())),
    );
  }

  private follow(sweeps: readonly SweepEntry[]): void {
    const before = this.working;
    this.working = new Map(sweeps.filter(isWorking).map((entry) => [entry.folder, entry]));
    for (const entry of sweeps) {
      const was = before.get(entry.folder)?.activity?.state;
      if (was === 'working' && !isWorking(entry)) void this.tellEnd(entry);
    }
  }

  private async tellEnd(entry: SweepEntry): Promise<void> {
    if ((await this.sweeps.hasFailed(entry.folder)) || shownSweep() === entry.folder) return;
    const text = `The sweep ${entry.name} has ended: ${statesOf(entry)}.`;
    const choice = await vscode.window.showInformationMessage(text, 'Open Sweep');
    if (choice) await openSweepPage(entry.folder);
  }

  dispose(): void {
    this.subscription.dispose();
  }
}
