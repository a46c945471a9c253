import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { ModelName } from '../../run/study.ts';
import type { Contents } from '../fileContents.ts';
import type { Choice } from '../quickSteps.ts';

export const TITLE = 'Train Model';
export const TOTAL = 4;

/** One table of a file. */
export interface ChosenTable {
  readonly file: string;
  /** where the file holds several */
  readonly part?: string;
  /** what the file calls it */
  readonly modality: string | null;
}

/** The answers so far. */
export interface Answers {
  readonly contents: Contents;
  files: readonly string[];
  tables: readonly ChosenTable[];
  idColumn: string | undefined;
  /** what the rows of a table are, by its place, where that had to be asked */
  rows: ReadonlyMap<string, 'samples' | 'features'>;
  labelFile: string | null;
  labelColumn: string | null;
  model: ModelName;
}

/** FILE, or FILE:PART. */
export function placeOf({ file, part }: ChosenTable): string {
  return part === undefined ? file : `${file}:${part}`;
}

/** A file as one choice of a list. */
export function fileChoice(file: string, picked: boolean): Choice<string> {
  const folder = vscode.workspace.asRelativePath(dirname(file));
  return { label: basename(file), description: folder === dirname(file) ? '' : folder, picked, value: file };
}
