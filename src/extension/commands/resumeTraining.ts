import * as vscode from 'vscode';
import { UserError } from '../../run/userError.ts';
import { isRunEntry, type RunEntry } from '../runIndex.ts';
import { pickRuns, type Services } from '../services.ts';
import { NOTHING_ASKED, startTrainer } from './startTrainer.ts';

/** Resume Training: the run (or the folder of one) it was called on, or one that the user picks, goes on from its last checkpoint. */
export async function resumeTraining(services: Services, clicked: unknown): Promise<void> {
  const folder = await folderToResume(services, clicked);
  if (folder === null) return;
  services.log.info(`Resuming ${folder}`);
  await startTrainer(services, { ...NOTHING_ASKED, resume: folder }, vscode.ViewColumn.Active);
}

async function folderToResume({ runs }: Services, clicked: unknown): Promise<string | null> {
  if (typeof clicked === 'string') return clicked;
  if (isRunEntry(clicked)) return clicked.folder;
  await runs.refresh();
  const resumable = runs.list().filter(isResumable);
  if (resumable.length === 0) throw new UserError('No run in this workspace was stopped, failed or interrupted.');
  const chosen = await pickRuns(resumable, 'The run to go on with, from its last checkpoint', false);
  return chosen ? chosen[0].folder : null;
}

function isResumable({ state }: RunEntry): boolean {
  return state === 'stopped' || state === 'failed' || state === 'interrupted';
}
