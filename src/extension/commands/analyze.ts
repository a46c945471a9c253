import { basename, dirname, resolve } from 'node:path';
import * as vscode from 'vscode';
import { readStudy } from '../../run/readStudy.ts';
import { UserError } from '../../run/userError.ts';
import { commandLine } from '../commandLine.ts';
import { chosenFiles, findDataFiles, isDataFile, isStudyFile } from '../dataFiles.ts';
import { showInspection } from '../inspectionPanel.ts';
import { pickMany } from '../quickSteps.ts';
import type { Services } from '../services.ts';

/** What to look at, and what "Train on these" then trains on. */
interface Subject {
  readonly title: string;
  readonly tables: readonly string[];
  readonly labels: string | null;
  readonly trainOn: readonly vscode.Uri[];
}

/** Analyze Dataset: shapes, overlap, scales and what may go wrong, before anything is trained. */
export async function analyze(services: Services, clicked: unknown, selection: unknown): Promise<void> {
  const subject = await subjectOf(chosenFiles(clicked, selection));
  const labels = subject.labels === null ? [] : ['--labels', subject.labels];
  const document = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `Crossmodal: looking at ${subject.title}` },
    () => commandLine(services.extensionUri, ['inspect', ...subject.tables, ...labels], services.log),
  );
  showInspection(services, `Dataset: ${subject.title}`, document, () =>
    vscode.commands.executeCommand('crossmodal.train', [...subject.trainOn]),
  );
}

async function subjectOf(files: readonly vscode.Uri[]): Promise<Subject> {
  const study = files.find(isStudyFile);
  if (study) return subjectOfStudy(study);
  const tables = files.filter(isDataFile);
  return subjectOfTables(tables.length > 0 ? tables : await askForTables());
}

function subjectOfTables(files: readonly vscode.Uri[]): Subject {
  const tables = files.map(({ fsPath }) => fsPath);
  return { title: tables.map((file) => basename(file)).join(', '), tables, labels: null, trainOn: files };
}

async function subjectOfStudy(uri: vscode.Uri): Promise<Subject> {
  const directory = dirname(uri.fsPath);
  const study = await readStudy(uri.fsPath);
  return {
    title: basename(uri.fsPath),
    tables: study.modalities.map(({ file }) => resolve(directory, file)),
    labels: study.labels ? `${resolve(directory, study.labels.file)}:${study.labels.column}` : null,
    trainOn: [uri],
  };
}

async function askForTables(): Promise<readonly vscode.Uri[]> {
  const found = await findDataFiles();
  if (found.length === 0) throw new UserError('There is no CSV or TSV table in this workspace.');
  return pickMany<vscode.Uri>(
    {
      title: 'Analyze Dataset',
      placeholder: 'One table, or several tables of the same samples',
      items: found.map((uri) => ({
        label: basename(uri.fsPath),
        description: vscode.workspace.asRelativePath(dirname(uri.fsPath)),
        value: uri,
      })),
      step: 1,
      totalSteps: 1,
      back: false,
    },
    1,
  );
}
