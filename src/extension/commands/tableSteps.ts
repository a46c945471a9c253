import { basename } from 'node:path';
import * as vscode from 'vscode';
import { formatCount } from '../../report/words.ts';
import type { FileContents } from '../../run/fileContents.ts';
import { UserError } from '../../run/userError.ts';
import { findDataFiles, isTextTable, saysItsRows } from '../dataFiles.ts';
import { type Choice, pickMany, pickOne } from '../quickSteps.ts';
import { examples, previewTable } from '../tablePreview.ts';
import { type Answers, type ChosenTable, fileChoice, placeOf, TITLE, TOTAL } from './trainAnswers.ts';

/** Every table of the files, of which a model needs two. */
export async function tablesOf({ contents, files }: Answers): Promise<Choice<ChosenTable>[]> {
  return (await contents.of(files)).flatMap(({ file, tables }) =>
    tables.map((table) => tableChoice(file, table, tables.length > 1)),
  );
}

function tableChoice(
  file: string,
  { part, modality, chosen, layout, rows, columns, exact }: FileContents['tables'][number],
  several: boolean,
): Choice<ChosenTable> {
  const size = exact ? ` · ${formatCount(rows)} × ${formatCount(columns)}${layout === 'sparse' ? ', sparse' : ''}` : '';
  return {
    label: several ? part : basename(file),
    description: several ? `${basename(file)}${size}` : size.replace(' · ', ''),
    picked: chosen || !several,
    value: { file, ...(several && { part }), modality },
  };
}

export async function askForFiles(answers: Answers, back: boolean): Promise<boolean> {
  const found = await findDataFiles();
  if (found.length === 0) throw new UserError(noTables());
  const { files } = answers;
  // Chosen by a click, and not enough alone: the question is what goes with them.
  const first = files.length > 0 ? `${files.map((file) => basename(file)).join(', ')} and another table` : null;
  let placeholder = `${first ?? 'Two or more tables'} of the same samples, or one file that holds several`;
  for (;;) {
    answers.files = await pickMany<string>(
      {
        title: `${TITLE}: tables`,
        placeholder,
        items: found.map((uri) => fileChoice(uri.fsPath, answers.files.includes(uri.fsPath))),
        step: 1,
        totalSteps: TOTAL,
        back,
      },
      1,
    );
    if ((await tablesOf(answers)).length >= 2) return true;
    placeholder = `${basename(answers.files[0])} is one table. Choose another one of the same samples with it`;
  }
}

function noTables(): string {
  return vscode.workspace.workspaceFolders
    ? 'There is no table in this folder. Add tables (CSV, TSV, Parquet, .h5ad, .h5mu, 10x), or run "Crossmodal: Open Sample Data".'
    : 'No folder is open. Open the folder that holds your tables, or run "Crossmodal: Open Sample Data".';
}

/** Asked only where a file holds several tables: those that it is read as by itself are ticked. */
export async function askForParts(answers: Answers, back: boolean): Promise<boolean> {
  const all = await tablesOf(answers);
  // What is ticked comes first: a file may hold many layers and embeddings.
  const items = [...all.filter(({ picked }) => picked), ...all.filter(({ picked }) => !picked)];
  if (items.every(({ value }) => value.part === undefined)) {
    answers.tables = items.map(({ value }) => value);
    return false;
  }
  const earlier = answers.tables.map(placeOf);
  answers.tables = await pickMany<ChosenTable>(
    {
      title: `${TITLE}: modalities`,
      placeholder: 'Two or more of these tables, each a modality of the same samples',
      items: items.map((item) => ({
        ...item,
        picked: earlier.length > 0 ? earlier.includes(placeOf(item.value)) : item.picked === true,
      })),
      step: 1,
      totalSteps: TOTAL,
      back,
    },
    2,
  );
  return true;
}

/** Asked only where the first columns of text tables have different names: then the default may be wrong. */
export async function askForIds(answers: Answers, back: boolean): Promise<boolean> {
  const texts = answers.tables.map(({ file }) => file).filter(isTextTable);
  const previews = await Promise.all(texts.map(previewTable));
  answers.idColumn = undefined;
  if (new Set(previews.map(({ columns }) => columns[0])).size < 2) return false;
  const common = previews[0].columns.filter((name) => previews.every(({ columns }) => columns.includes(name)));
  if (common.length === 0) return false;
  const items: Choice<string | undefined>[] = [
    { label: 'The first column of each table', value: undefined },
    ...common.map((name) => ({ label: name, description: examples(previews[0], name), value: name })),
  ];
  answers.idColumn = await pickOne({
    title: `${TITLE}: sample ids`,
    placeholder: 'The column that names the sample in each table',
    items,
    step: 2,
    totalSteps: TOTAL,
    back,
  });
  return true;
}

/** Asked only where the names leave it in doubt which way round a table lies. */
export async function askForRows(answers: Answers, back: boolean): Promise<boolean> {
  const { tables, contents, idColumn, labelFile, labelColumn } = answers;
  answers.rows = new Map();
  // A column of ids was named: then the rows are samples.
  if (idColumn !== undefined || tables.every(({ file }) => saysItsRows(file))) return false;
  const labels = labelFile === null || labelColumn === null ? null : { file: labelFile, column: labelColumn };
  const found = await contents.orientation(tables.map(placeOf), labels);
  const doubtful = found.filter(({ table, doubt }) => doubt !== null && !saysItsRows(table));
  if (doubtful.length === 0) return false;
  const turned = await pickMany<string>(
    {
      title: `${TITLE}: rows`,
      placeholder: 'Tick the tables whose rows are features, and whose columns are samples',
      items: doubtful.map(({ table, rows, doubt }) => ({
        label: basename(table),
        detail: doubt ?? '',
        picked: rows === 'features',
        value: table,
      })),
      step: 3,
      totalSteps: TOTAL,
      back,
    },
    0,
  );
  answers.rows = new Map(doubtful.map(({ table }) => [table, turned.includes(table) ? 'features' : 'samples']));
  return true;
}
