import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readLabels } from '../data/labelTable.ts';
import { namedTables } from '../data/namedTables.ts';
import { orientTables } from '../data/readTables.ts';
import { sha256 } from '../data/sha256.ts';
import { parseStudy, readStudy } from '../run/readStudy.ts';
import type { Study } from '../run/study.ts';
import { UserError } from '../run/userError.ts';

const LABELS = /^labels\.(csv|tsv)(\.gz)?$/i;
const TABLE = /\.((csv|tsv)(\.gz)?|parquet|h5ad|h5mu|h5)$/i;

/** A folder with it is one 10x matrix. */
const MATRIX = /matrix\.mtx(\.gz)?$/i;

/** Data that an experiment is repeated on. */
export interface UserData {
  /** paths are absolute */
  readonly study: Study;
  /** equal fingerprints, equal files */
  readonly fingerprint: string;
}

/**
 * A study file; or a file of several tables; or a folder with a study, or with tables, each a modality, and beside them
 * labels.csv, whose first column after the id is the label.
 * @throws UserError where it is none of these
 */
export async function readUserData(path: string): Promise<UserData> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new UserError(`--data ${path}: there is no such file or folder.`);
  const study = await (found.isDirectory() ? studyOfFolder : studyOfFile)(resolve(path));
  const files = [...study.modalities.map(({ file }) => file), ...(study.labels ? [study.labels.file] : [])];
  const hashes = [];
  for (const file of files) {
    hashes.push(
      await sha256(file).catch(() => {
        throw new UserError(`--data ${path}: the table ${file} cannot be read.`);
      }),
    );
  }
  return { study: await withRows(study), fingerprint: hashes.join(' ') };
}

/** The study with what the rows of each table are: experiments also read tables one by one. */
async function withRows(study: Study): Promise<Study> {
  const labels = study.labels ? await readLabels(study.labels.file, { idColumn: study.labels.idColumn }) : null;
  const orientations = await orientTables(study.modalities, labels?.sampleIds ?? []);
  return { ...study, modalities: study.modalities.map((modality, m) => ({ ...modality, rows: orientations[m].rows })) };
}

async function absoluteStudy(file: string): Promise<Study> {
  const { $schema: _, ...study } = await readStudy(file);
  const at = (name: string): string => resolve(dirname(file), name);
  return {
    ...study,
    modalities: study.modalities.map((modality) => ({ ...modality, file: at(modality.file) })),
    ...(study.labels && { labels: { ...study.labels, file: at(study.labels.file) } }),
  };
}

async function studyOfFile(file: string): Promise<Study> {
  return file.endsWith('.json') ? absoluteStudy(file) : studyOfTables(file, [file], null);
}

async function studyOfFolder(folder: string): Promise<Study> {
  const names = (await readdir(folder)).sort();
  if (names.some((name) => MATRIX.test(name))) return studyOfTables(folder, [folder], null);
  const studies = names.filter((name) => name.endsWith('.crossmodal.json'));
  if (studies.length === 1) return absoluteStudy(join(folder, studies[0]));
  if (studies.length > 1)
    throw new UserError(`--data ${folder} holds several studies; name one: ${studies.join(', ')}.`);
  const files = names.filter((name) => TABLE.test(name) && !LABELS.test(name)).map((name) => join(folder, name));
  const labels = names.find((name) => LABELS.test(name));
  return studyOfTables(folder, files, labels ? await firstLabel(join(folder, labels)) : null);
}

async function studyOfTables(
  path: string,
  files: readonly string[],
  labels: { file: string; column: string } | null,
): Promise<Study> {
  const { tables } = await namedTables(files);
  if (tables.length >= 2) return parseStudy({ modalities: tables, ...(labels && { labels }) }, path);
  throw new UserError(
    `--data ${path} holds ${tables.length === 0 ? 'no table' : 'one table only'}. Name a study file, a file of several tables such as .h5mu, or a folder with two or more tables of the same samples, and labels.csv beside them.`,
  );
}

async function firstLabel(file: string): Promise<{ file: string; column: string }> {
  const { columns } = await readLabels(file, {});
  if (columns.length === 0) throw new UserError(`${file} has no column besides the sample ids.`);
  return { file, column: columns[0].name };
}
