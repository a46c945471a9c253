import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { settledStampOf } from '../../data/fileStamp.ts';
import { type LabelTable, readLabels } from '../../data/labelTable.ts';
import { readTables } from '../../data/readTables.ts';
import { sha256 } from '../../data/sha256.ts';
import type { Table } from '../../data/table.ts';
import type { Study } from '../../run/study.ts';

/** What a study's files hold, before anything is made of it. */
export interface StudyTables {
  /** in the order of the study */
  readonly tables: readonly {
    readonly name: string;
    readonly path: string;
    readonly table: Table;
    readonly rows: 'samples' | 'features';
  }[];
  readonly labels: LabelTable | null;
  /** SHA-256 of each file, by its path */
  readonly hashes: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/** What was asked for last, what its files were like, and what came of it. */
interface Kept {
  readonly asked: object;
  readonly stamps: readonly (string | null)[];
  readonly read: StudyTables;
}

/** 256 MB. Training on more takes so long that reading it again is nothing beside it. */
const MOST_KEPT_CELLS = 2 ** 26;

let kept: Kept | null = null;

/**
 * Reads a study's files. What was read last is kept: trained on with other settings, its files are not read again unless
 * they have changed. One data set at a time, so that a process needs no more memory than for one.
 * @param directory what the study's paths are relative to
 * @throws UserError for whatever is wrong in a file
 */
export async function readStudyTables({ modalities, labels }: Study, directory: string): Promise<StudyTables> {
  const asked = {
    tables: modalities.map(({ name, file, part, idColumn, rows }) => ({
      name,
      file: resolve(directory, file),
      part,
      idColumn,
      rows,
    })),
    labels: labels ? { file: resolve(directory, labels.file), idColumn: labels.idColumn } : null,
  };
  const files = [...new Set([...asked.tables, ...(asked.labels ? [asked.labels] : [])].map(({ file }) => file))];
  const stamps = await Promise.all(files.map(settledStampOf));
  if (kept && isDeepStrictEqual(kept.asked, asked) && isDeepStrictEqual(kept.stamps, stamps)) return kept.read;
  // Makes room for what is read next.
  kept = null;
  const read = await readFiles(asked, files);
  const cells = read.tables.reduce((sum, { table }) => sum + table.matrix.values.length, 0);
  const again = cells <= MOST_KEPT_CELLS ? await Promise.all(files.map(settledStampOf)) : [];
  if (!again.includes(null) && isDeepStrictEqual(again, stamps)) kept = { asked, stamps, read };
  return read;
}

async function readFiles(
  asked: {
    readonly tables: readonly { readonly name: string; readonly file: string }[];
    readonly labels: { readonly file: string; readonly idColumn: string | undefined } | null;
  },
  files: readonly string[],
): Promise<StudyTables> {
  const warnings: string[] = [];
  const labels = asked.labels ? await readLabels(asked.labels.file, { idColumn: asked.labels.idColumn }) : null;
  const tables: StudyTables['tables'][number][] = [];
  for await (const { given, table, orientation, warnings: found } of readTables(
    asked.tables,
    labels?.sampleIds ?? [],
  )) {
    warnings.push(...found);
    tables.push({ name: given.name, path: given.file, table, rows: orientation.rows });
  }
  const hashes = new Map<string, string>();
  // Each once: one file may hold several tables, and the labels.
  for (const file of files) hashes.set(file, await sha256(file));
  return { tables, labels, hashes, warnings };
}
