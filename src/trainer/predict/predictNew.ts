import { at } from '../../engine/at.ts';
import { loadEngine } from '../../engine/engine.ts';
import { predictRows } from '../../model/predictRows.ts';
import { readRun, readRunFile } from '../../run/readRun.ts';
import type { RunFile } from '../../run/runFile.ts';
import { UserError } from '../../run/userError.ts';
import { comparable } from '../data/comparable.ts';
import { type ExpectedError, expectedError } from './expectedError.ts';
import { readNewSamples } from './newSamples.ts';
import { readTrainedModel } from './trainedModel.ts';

/** A modality, predicted for samples that may lack it. */
export interface Prediction {
  readonly sampleIds: readonly string[];
  readonly features: readonly string[];
  /** posterior means decoded, on the scale that held-out R² was computed on: [samples · features] */
  readonly values: Float32Array;
  /** of `values`, in words */
  readonly unit: string;
  readonly expected: ExpectedError;
  /** what a user should know */
  readonly notes: readonly string[];
}

/**
 * Predicts one modality of new samples from others (imputation), by the model of a run.
 * @param folder of the run
 * @param given tables of new samples, by the modality that they hold; `part` of files that hold several
 * @throws UserError where run, names or tables do not allow it
 */
export async function predictNew(
  folder: string,
  given: readonly { readonly name: string; readonly file: string; readonly part?: string }[],
  target: string,
): Promise<Prediction> {
  const run = await readRunFile(folder);
  const names = given.map(({ name }) => name);
  refuseNonsense(run, names, target);
  await loadEngine('auto');
  const { vae, modalities } = await readTrainedModel(folder, run);
  try {
    const byName = new Map(modalities.map((modality) => [modality.name, modality]));
    const wanted = at(byName, target);
    const tables = given.map(({ name, ...table }) => ({ modality: at(byName, name), ...table }));
    const { sampleIds, given: arrays, notes } = await readNewSamples(tables);
    const means = await predictRows(vae, arrays, target);
    const { r2 } = await readRun(folder);
    return {
      sampleIds,
      features: wanted.features,
      values: comparable(means, wanted.fitted, wanted.likelihood, wanted.logDispersion),
      unit: wanted.unit,
      expected: expectedError(r2, names, wanted, vae.modalities),
      notes,
    };
  } finally {
    vae.dispose();
  }
}

function refuseNonsense({ modalities }: RunFile, given: readonly string[], target: string): void {
  const known = modalities.map(({ name }) => name);
  const unknown = [...given, target].find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UserError(`The run has no modality "${unknown}"; it has ${known.join(', ')}.`);
  const repeated = given.find((name, i) => given.indexOf(name) !== i);
  if (repeated !== undefined) throw new UserError(`"${repeated}" is given twice. Give one table a modality.`);
  if (given.includes(target)) {
    throw new UserError(`"${target}" is given, and asked for. Leave its table out, or name another target.`);
  }
}
