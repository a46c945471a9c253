import * as vscode from 'vscode';
import { medianR2 } from '../run/runScores.ts';
import { showProblem } from './messages.ts';
import { formatR2 } from './runSummary.ts';
import { activeRunFolder, describeRun, openRun, type Services } from './services.ts';

/** Seconds after which the user has most likely turned to something else. */
const LONG = 60;

/** Turns what trainers say into a fresh list of runs, and into a notification where the user would miss it otherwise. */
export class TrainingNews implements vscode.Disposable {
  private readonly services: Services;
  private readonly subscription: vscode.Disposable;

  constructor(services: Services) {
    this.services = services;
    const { trainers } = services;
    this.subscription = vscode.Disposable.from(
      trainers.onDidHear((event) => {
        if (event.type === 'epoch' || event.type === 'evaluation') services.monitor.nudge(event.folder);
        if (event.type === 'done') void this.tellEnd(event.folder);
      }),
      trainers.onDidFail(({ folder, error }) => {
        services.monitor.nudge(folder);
        void showProblem(services.log, error);
      }),
    );
  }

  private async tellEnd(folder: string): Promise<void> {
    const { runs, monitor } = this.services;
    monitor.nudge(folder);
    await runs.read(folder);
    const entry = runs.get(folder);
    if (!entry || entry.run.seconds < LONG || activeRunFolder() === folder) return;
    const text = `${describeRun(entry).label}: ${entry.state}, median cross-modal R² ${formatR2(medianR2(entry.run.metrics))}.`;
    const choice = await vscode.window.showInformationMessage(text, 'Open Results');
    if (choice) await openRun(folder);
  }

  dispose(): void {
    this.subscription.dispose();
  }
}
