import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../run/userError.ts';
import { chosenFiles, findDataFiles, isDataFile, isStudyFile } from '../dataFiles.ts';
import { openInspection } from '../inspectionPanel.ts';
import { pickMany } from '../quickSteps.ts';
import type { Services } from '../services.ts';

/** Analyze Dataset: shapes, overlap, scales and what may go wrong, before anything is trained. */
export async function analyze(services: Services, clicked: unknown, selection: unknown): Promise<void> {
  const files = chosenFiles(clicked, selection);
  const study = files.find(isStudyFile);
  const tables = files.filter(isDataFile);
  if (study) openInspection(services, [study]);
  else openInspection(services, tables.length > 0 ? tables : await askForTables());
}

async function askForTables(): Promise<readonly vscode.Uri[]> {
  const found = await findDataFiles();
  if (found.length === 0)
    throw new UserError('There is no table in this workspace. Add some (CSV, TSV, Parquet, .h5ad, .h5mu, 10x).');
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
