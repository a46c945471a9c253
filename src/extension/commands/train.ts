import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { chosenFiles, isDataFile, isStudyFile, isSweepFile } from '../dataFiles.ts';
import { saveOpen } from '../saveOpen.ts';
import type { Services } from '../services.ts';
import { engineSetting } from '../settings.ts';
import { writeDraft } from '../studyDraft.ts';
import { planAndStart } from './startSweep.ts';
import { NOTHING_ASKED, startTrainer } from './startTrainer.ts';
import { askForStudy } from './trainSteps.ts';

/** Train Model…: a study file trains at once, a sweep file once its plan was seen; tables lead through a few questions, whose answers become a study file. */
export async function train(services: Services, clicked: unknown, selection: unknown): Promise<void> {
  const files = chosenFiles(clicked, selection);
  const sweep = files.find(isSweepFile);
  if (sweep) return void (await planAndStart(services, sweep.fsPath));
  const study = files.find(isStudyFile);
  if (study) return trainStudy(services, study, vscode.ViewColumn.Beside);
  const choices = await askForStudy(services, files.filter(isDataFile));
  const path = await writeDraft({ ...choices, engine: engineSetting() });
  services.log.info(`Wrote ${path}`);
  await trainStudy(services, vscode.Uri.file(path), vscode.ViewColumn.Active);
}

async function trainStudy(services: Services, file: vscode.Uri, column: vscode.ViewColumn): Promise<void> {
  await saveOpen(file.fsPath);
  const request = { ...NOTHING_ASKED, studyFile: file.fsPath, directory: dirname(file.fsPath) };
  await startTrainer(services, request, column);
}
