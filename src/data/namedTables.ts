import { resolve } from 'node:path';
import { UserError } from '../run/userError.ts';
import { fileAndPart } from './fileAndPart.ts';
import { modalityNames } from './modalityNames.ts';
import { openTableFile } from './openTableFile.ts';
import { fileKind } from './readers/fileKind.ts';
import type { TablePart } from './readers/tableFile.ts';
import { choosePart } from './readTable.ts';

/** What a part is called, and whether it is meant by itself. */
type PartName = Pick<TablePart, 'name' | 'modality' | 'chosen'>;

/** A table as a study names it. */
export interface NamedTable {
  readonly name: string;
  readonly file: string;
  /** where the file holds several */
  readonly part?: string;
}

/** What the files that people name come to. */
export interface NamedTables {
  readonly tables: readonly NamedTable[];
  /** tables of these files that are not among them, as a command line names them: FILE:PART */
  readonly unused: readonly string[];
}

/**
 * The tables that FILE and FILE:PART stand for. A file that holds several modalities gives one table for each.
 * Values are not read.
 * @throws UserError for a file that is not read, a part that it does not hold, and where it is not clear what is meant
 */
export async function namedTables(texts: readonly string[]): Promise<NamedTables> {
  const found: { file: string; part?: string; modality: string | null }[] = [];
  const used = new Set<string>();
  const others = new Map<string, string>();
  for (const text of texts) {
    const { file, part } = fileAndPart(text);
    const parts = await partsOf(file);
    const meant = part === undefined ? chosenParts(file, parts) : [choosePart({ file, parts }, part)];
    const named = part !== undefined || meant.length > 1;
    for (const { name, modality } of parts) {
      const place = `${resolve(file)}:${name}`;
      others.set(place, `${file}:${name}`);
      if (!meant.some((chosen) => chosen.name === name)) continue;
      if (used.has(place))
        throw new UserError(`${text} is named twice. Name two different tables of the same samples.`);
      used.add(place);
      found.push({ file, ...(named && { part: name }), modality });
    }
  }
  const names = modalityNames(found);
  return {
    tables: found.map(({ file, part }, k) => ({ name: names[k], file, ...(part !== undefined && { part }) })),
    unused: [...others].filter(([place]) => !used.has(place)).map(([, table]) => table),
  };
}

/** The tables of a file, closed again: their names stay. */
async function partsOf(file: string): Promise<readonly PartName[]> {
  // A text file is one table: opening it would tell nothing more.
  if ((await fileKind(file)) === 'text') return [{ name: '', modality: null, chosen: true }];
  const opened = await openTableFile(file, {});
  opened.close();
  return opened.parts;
}

function chosenParts(file: string, parts: readonly PartName[]): readonly PartName[] {
  const chosen = parts.filter(({ chosen }) => chosen);
  if (chosen.length > 0) return chosen;
  if (parts.length === 1) return parts;
  throw new UserError(
    `${file} holds ${parts.length} tables, and none of them is meant by itself:\n${parts.map(({ name }) => `  ${file}:${name}`).join('\n')}\nName the one that you mean like this.`,
  );
}
