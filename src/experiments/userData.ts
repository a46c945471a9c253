import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readLabels } from '../data/labelTable.ts';
import { modalityNames } from '../data/modalityNames.ts';
import { sha256 } from '../data/sha256.ts';
import { parseStudy, readStudy } from '../run/readStudy.ts';
import type { Study } from '../run/study.ts';
import { UserError } from '../run/userError.ts';

const LABELS = /^labels\.(csv|tsv)(\.gz)?$/i;
const TABLE = /\.(csv|tsv)(\.gz)?$/i;

/** Data that an experiment is repeated on. */
export interface UserData {
  /** paths are absolute */
  readonly study: Study;
  /** equal fingerprints, equal files */
  readonly fingerprint: string;
}

/**
 * A study file; or a folder with one; or a folder of tables (CSV or TSV, also .gz), each a modality, and beside them
 * labels.csv, whose first column after the id is the label.
 * @throws UserError where it is none of these
 */
export async function readUserData(path: string): Promise<UserData> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new UserError(`--data ${path}: there is no such file or folder.`);
  const study = found.isDirectory() ? await studyOfFolder(resolve(path)) : await absoluteStudy(resolve(path));
  const files = [...study.modalities.map(({ file }) => file), ...(study.labels ? [study.labels.file] : [])];
  const hashes = [];
  for (const file of files) {
    hashes.push(
      await sha256(file).catch(() => {
        throw new UserError(`--data ${path}: the table ${file} cannot be read.`);
      }),
    );
  }
  return { study, fingerprint: hashes.join(' ') };
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

async function studyOfFolder(folder: string): Promise<Study> {
  const names = (await readdir(folder)).sort();
  const studies = names.filter((name) => name.endsWith('.crossmodal.json'));
  if (studies.length === 1) return absoluteStudy(join(folder, studies[0]));
  if (studies.length > 1)
    throw new UserError(`--data ${folder} holds several studies; name one: ${studies.join(', ')}.`);
  const tables = names.filter((name) => TABLE.test(name) && !LABELS.test(name)).map((name) => join(folder, name));
  if (tables.length < 2) {
    throw new UserError(
      `--data ${folder} holds ${tables.length === 0 ? 'no table' : 'one table only'}. Name a study file, or a folder with two or more CSV or TSV tables of the same samples, and labels.csv beside them.`,
    );
  }
  const labels = names.find((name) => LABELS.test(name));
  const modalities = modalityNames(tables).map((name, i) => ({ name, file: tables[i] }));
  return parseStudy({ modalities, ...(labels && { labels: await firstLabel(join(folder, labels)) }) }, folder);
}

async function firstLabel(file: string): Promise<{ file: string; column: string }> {
  const { columns } = await readLabels(file, {});
  if (columns.length === 0) throw new UserError(`${file} has no column besides the sample ids.`);
  return { file, column: columns[0].name };
}
