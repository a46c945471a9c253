import * as vscode from 'vscode';
import type { TrainRequest } from '../../run/events.ts';
import { openRun, type Services } from '../services.ts';

/** A request in which everything is still open. */
export const NOTHING_ASKED: TrainRequest = {
  type: 'train',
  studyFile: null,
  study: null,
  directory: '',
  out: null,
  resume: null,
};

/** Starts a trainer, and opens the run as soon as there is something to see. */
export async function startTrainer(
  services: Services,
  request: TrainRequest,
  column: vscode.ViewColumn,
): Promise<void> {
  const folder = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Crossmodal: reading tables' },
    (progress) => {
      const listening = services.trainers.onDidHear((event) => {
        if (event.type === 'status') progress.report({ message: event.text });
      });
      return services.trainers.start(request).finally(() => listening.dispose());
    },
  );
  await services.runs.read(folder);
  await openRun(folder, column);
}
