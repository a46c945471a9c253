import * as vscode from 'vscode';
import { readStudy } from '../../run/readStudy.ts';
import { UserError } from '../../run/userError.ts';
import { chosenFiles, findStudyFiles, isStudyFile } from '../dataFiles.ts';
import { hasProgram } from '../hasProgram.ts';
import { pickOne } from '../quickSteps.ts';
import { saveOpen } from '../saveOpen.ts';
import type { Services } from '../services.ts';
import { writeSweepDraft } from '../sweepDraft.ts';
import { planAndStart } from './startSweep.ts';
import { TITLE } from './sweepAnswers.ts';
import { askForSweep } from './sweepSteps.ts';
import { fileChoice } from './trainAnswers.ts';

/** Sweep Settings…: a few questions about a study, whose answers become a sweep file; its plan is shown before anything starts. */
export async function sweepSettings(services: Services, clicked: unknown, selection: unknown): Promise<void> {
  const files = (await findStudyFiles()).map(({ fsPath }) => fsPath);
  const file = chosenFiles(clicked, selection).find(isStudyFile)?.fsPath ?? (await pickStudy(files));
  await saveOpen(file);
  const choices = await askForSweep({
    file,
    study: await readStudy(file),
    otherStudies: files.filter((other) => other !== file),
    slurm: await hasProgram('sbatch'),
  });
  const { path, made } = await writeSweepDraft(choices);
  services.log.info(`${made ? 'Wrote' : 'Uses'} ${path}`);
  const forget = async () => {
    if (made) await vscode.workspace.fs.delete(vscode.Uri.file(path));
  };
  try {
    if ((await planAndStart(services, path)) === 'cancelled') await forget();
  } catch (error) {
    if (error instanceof vscode.CancellationError) await forget();
    throw error;
  }
}

async function pickStudy(files: readonly string[]): Promise<string> {
  if (files.length === 0) {
    throw new UserError(
      'A sweep varies the settings of a study, and there is none. Begin with "Crossmodal: Train Model…".',
    );
  }
  if (files.length === 1) return files[0];
  return pickOne<string>({
    title: `${TITLE}: study`,
    placeholder: 'The study whose settings to vary',
    items: files.map((file) => fileChoice(file, false)),
    step: 1,
    totalSteps: 1,
    back: false,
  });
}
