import { fileAndPart } from '../data/fileAndPart.ts';
import { fileContents } from '../data/fileContents.ts';
import { readLabels } from '../data/labelTable.ts';
import { namedTables } from '../data/namedTables.ts';
import { orientTables } from '../data/readTables.ts';
import { firstOf } from '../report/words.ts';
import type { ContentsDocument, FileContents } from '../run/fileContents.ts';
import { UserError } from '../run/userError.ts';
import { textTable } from './textTable.ts';

/**
 * `crossmodal inspect TABLE… --parts`: what each file holds, and which way round the tables lie that are meant.
 * @param labels the file of the label, whose samples help to tell; null without one
 */
export async function listParts(
  texts: readonly string[],
  labels: string | null,
  print: (line: string) => void,
): Promise<ContentsDocument> {
  const files: FileContents[] = [];
  for (const file of new Set(texts.map((text) => fileAndPart(text).file))) {
    const contents = await fileContents(file);
    files.push(contents);
    for (const line of contentsLines(contents)) print(line);
  }
  const labelIds = labels === null ? [] : (await readLabels(labels, {})).sampleIds;
  const orientation = await orientationOf(texts, labelIds);
  for (const { table, rows, doubt } of orientation) {
    if (doubt !== null) print(`Note: ${doubt}`);
    else if (rows === 'features') print(`${table} has samples in its columns and is turned round.`);
  }
  return { files, orientation };
}

function contentsLines({ file, tables, labelColumns }: FileContents): string[] {
  const several = tables.length > 1;
  const rows = tables.map(({ part, chosen, layout, rows, columns, exact }) => [
    part === '' ? file : `${file}:${part}`,
    `${exact ? '' : 'about '}${rows.toLocaleString('en')} × ${columns.toLocaleString('en')}`,
    layout,
    several && chosen ? 'read where no part is named' : '',
  ]);
  // Every column of a plain table could be a label: that would be no news.
  const labels = several || tables.length === 0 || tables[0].part !== '' ? labelColumns : [];
  return [
    ...(rows.length > 0 ? textTable(rows, ['left', 'right', 'left', 'left']) : [`${file}: no table of numbers`]),
    ...labels.map(({ name, examples }) => `  label ${name}: ${firstOf(examples)}`),
  ];
}

async function orientationOf(
  texts: readonly string[],
  labelIds: readonly string[],
): Promise<ContentsDocument['orientation']> {
  try {
    const { tables } = await namedTables(texts);
    const found = await orientTables(tables, labelIds);
    return tables.map(({ file, part }, t) => ({
      table: part === undefined ? file : `${file}:${part}`,
      rows: found[t].rows,
      doubt: found[t].doubt,
    }));
  } catch (error) {
    // A file that leaves open which of its tables is meant is listed all the same; so is one that holds labels only.
    if (error instanceof UserError) return [];
    throw error;
  }
}
