import { replaceAtomically } from '../run/atomicFile.ts';
import { readRun } from '../run/readRun.ts';
import { UserError } from '../run/userError.ts';
import { type Annotated, writeAnnotated } from './annotated.ts';
import { annotateModality, annotateRun, type EvaluatedRun, featuresOf, requireEvaluated } from './annotateRun.ts';
import { writeCsvFiles } from './csv.ts';
import { H5MU_START, writeMuData } from './h5mu.ts';
import { Hdf5Writer } from './hdf5Writer.ts';
import { modalityValues } from './modalityValues.ts';

export const EXPORT_FORMATS = ['h5ad', 'h5mu', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportRequest {
  readonly folder: string;
  readonly format: ExportFormat;
  /** to write; replaced where it is there */
  readonly file: string;
  /** the only one wanted; null = all */
  readonly modality: string | null;
  /** is told what is being done, and which table is left out and why */
  readonly progress: (text: string) => void;
}

export interface Exported {
  readonly files: readonly string[];
  readonly samples: number;
  readonly features: number;
  /** modalities whose measured values are in the file */
  readonly values: readonly string[];
}

/**
 * Writes what a run found for other programs: .h5ad and .h5mu for Python's anndata and mudata, CSV for R and others.
 * @throws UserError where the run was not evaluated yet, has no such modality, or the file cannot be written
 */
export async function exportRun({ folder, format, file, modality, progress }: ExportRequest): Promise<Exported> {
  const data = requireEvaluated(await readRun(folder));
  const names = data.run.modalities.map(({ name }) => name);
  if (modality !== null && !names.includes(modality)) {
    throw new UserError(`The run has no modality "${modality}". Its modalities are ${names.join(', ')}.`);
  }
  if (modality !== null && format === 'h5mu') {
    throw new UserError('An .h5mu file holds all modalities. Write one of them as .h5ad, or leave --modality out.');
  }
  const values: string[] = [];
  const one = async (name: string): Promise<Annotated> => {
    const found = format === 'csv' ? null : await valuesAtHand(data, name, progress);
    if (found) values.push(name);
    return annotateModality(data, name, found);
  };
  const whole = modality === null ? annotateRun(data) : await one(modality);
  const files = [file];
  if (format === 'csv') files.push(await writeCsvFiles(file, whole));
  else {
    const userBlock = format === 'h5mu' ? H5MU_START : '';
    await replaceAtomically(file, (temporary) =>
      Hdf5Writer.write(temporary, userBlock, async (to) => {
        if (format === 'h5mu') await writeMuData(to, whole, names, one);
        else writeAnnotated(to, '', whole);
      }),
    );
  }
  return { files, samples: whole.samples.names.length, features: whole.features.names.length, values };
}

/** Null, and a word about it, where the table is not there as it was. */
async function valuesAtHand(data: EvaluatedRun, modality: string, progress: (text: string) => void) {
  progress(`Reading the table of ${modality}`);
  try {
    const { sampleIds } = data.latents;
    return await modalityValues(data.folder, data.run, modality, sampleIds, featuresOf(data, modality));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    progress(`The file holds no measured values of ${modality}. ${error.message}`);
    return null;
  }
}
