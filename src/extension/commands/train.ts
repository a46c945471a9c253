import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { chosenFiles, isDataFile, isStudyFile } from '../dataFiles.ts';
import type { Services } from '../services.ts';
import { engineSetting } from '../settings.ts';
import { draftStudy, studyPath } from '../studyDraft.ts';
import { NOTHING_ASKED, startTrainer } from './startTrainer.ts';
import { askForStudy } from './trainSteps.ts';

/** Train Model…: a study file trains at once; tables lead through a few questions, whose answers become a study file. */
export async function train(services: Services, clicked: unknown, selection: unknown): Promise<void> {
  const files = chosenFiles(clicked, selection);
  const study = files.find(isStudyFile);
  if (study) return trainStudy(services, study, vscode.ViewColumn.Beside);
  const choices = await askForStudy(files.filter(isDataFile));
  const draft = draftStudy({ ...choices, engine: engineSetting() });
  const text = `${JSON.stringify(draft.study, null, 2)}\n`;
  const path = await studyPath(draft, text, (candidate) => readFile(candidate, 'utf8').catch(() => null));
  await writeFile(path, text);
  services.log.info(`Wrote ${path}`);
  await trainStudy(services, vscode.Uri.file(path), vscode.ViewColumn.Active);
}

async function trainStudy(services: Services, file: vscode.Uri, column: vscode.ViewColumn): Promise<void> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  if (open?.isDirty) await open.save();
  const request = { ...NOTHING_ASKED, studyFile: file.fsPath, directory: dirname(file.fsPath) };
  await startTrainer(services, request, column);
}
