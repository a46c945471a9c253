import { realpath, stat } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { featureFileOf } from '../export/csv.ts';
import { EXPORT_FORMATS, type ExportFormat, exportRun } from '../export/exportRun.ts';
import { list, plural } from '../report/words.ts';
import { readRunFile, runFolderOf } from '../run/readRun.ts';
import type { RunFile } from '../run/runFile.ts';
import { UserError } from '../run/userError.ts';
import type { Command } from './command.ts';

const EXAMPLE = 'crossmodal export RUN -o run.h5mu';

/** `crossmodal export` */
export const exportCommand: Command = {
  name: 'export',
  summary: 'Hand a run on to Python (scanpy, muon) and R: latents, scores, labels and settings.',
  help: `Usage: crossmodal export RUN -o FILE [OPTIONS]

Writes what a run found in the form that the next program reads. RUN is a run folder or the run.crossmodal file in it.
FILE's ending chooses the form:

  .h5ad  Python's anndata and scanpy. obs: split, labels, saved groups, how badly each modality is rebuilt; obsm: latents
         (X_crossmodal_shared, X_crossmodal_private_<modality>); var: the features of all modalities with their R²
         (r2_from_<source>, r2_self, …) and verdict; varm: loadings; uns["crossmodal"]: study, versions, metrics.
         With --modality the samples that have it, its features, and X as its table holds it.
  .h5mu  Python's mudata and muon: the same for all samples, and every modality with its values.
  .csv   R and others: one row a sample with labels and latents; FILE.features.csv: one row a feature with R² and loadings.

Measured values are read from the tables again, sparse ones stay sparse; a table that is gone or has changed is left out,
and named. In Python: sc.pl.embedding(sc.read_h5ad("run.h5ad"), "X_crossmodal_shared", color="split")

  -o, --output FILE    the file to write; a file of that name is replaced
  --format FORMAT      ${EXPORT_FORMATS.join(', ')}; default: by FILE's ending
  --modality NAME      one modality only (.h5ad, .csv)
  --json               one JSON document on stdout: files, format, samples, features, modalities with values

Example: ${EXAMPLE}`,
  options: {
    output: { type: 'string', short: 'o' },
    format: { type: 'string' },
    modality: { type: 'string' },
  },
  async run({ positionals, options, print, progress }) {
    const [path, ...others] = positionals;
    if (path === undefined || others.length > 0) throw new UserError(`export wants one run: ${EXAMPLE}`);
    const folder = await runFolderOf(path);
    const file = await outputFile(options['output']);
    const format = formatOf(options['format'], file);
    const written = format === 'csv' ? [file, featureFileOf(file)] : [file];
    await refuseToOverwrite(folder, await readRunFile(folder), written);
    const { modality = null } = options;
    if (modality !== null && typeof modality !== 'string') throw new UserError('Name one modality with --modality.');
    const { files, samples, features, values } = await exportRun({ folder, format, file, modality, progress });
    const held = values.length > 0 ? `, measured values of ${list(values)}` : '';
    print(`${plural(samples, 'sample')}, ${plural(features, 'feature')}${held}`);
    for (const written of [...files].reverse()) print(written);
    return { files, format, samples, features, values };
  },
};

async function outputFile(output: unknown): Promise<string> {
  if (typeof output !== 'string' || output === '') throw new UserError(`Say which file to write: ${EXAMPLE}`);
  const file = resolve(output);
  const folder = await stat(dirname(file)).catch(() => null);
  if (!folder?.isDirectory()) throw new UserError(`There is no folder ${dirname(file)}. Make it, or choose another.`);
  if ((await stat(file).catch(() => null))?.isDirectory()) {
    throw new UserError(`${file} is a folder. Name the file to write, like ${EXAMPLE}`);
  }
  return file;
}

function formatOf(wanted: unknown, file: string): ExportFormat {
  const ending = extname(file).slice(1).toLowerCase();
  const format = EXPORT_FORMATS.find((format) => format === (wanted ?? ending));
  if (!format) {
    const given = typeof wanted === 'string' ? `--format ${wanted}` : file;
    throw new UserError(`${given}: choose one of ${EXPORT_FORMATS.join(', ')}, like ${EXAMPLE}`);
  }
  if (format !== ending) throw new UserError(`${file}: a file in the format ${format} ends in .${format}.`);
  return format;
}

/** @throws UserError where a file to write is one that the run was trained on, by whatever path */
async function refuseToOverwrite(folder: string, { study }: RunFile, files: readonly string[]): Promise<void> {
  const place = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));
  const tables = [...study.modalities, ...(study.labels ? [study.labels] : [])];
  const read = await Promise.all(tables.map(({ file }) => place(resolve(folder, file))));
  for (const file of files) {
    if (!read.includes(await place(file))) continue;
    throw new UserError(`The run was trained on ${file}. Choose another file for -o.`);
  }
}
