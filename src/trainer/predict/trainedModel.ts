import { join } from 'node:path';
import { isForCounts } from '../../data/likelihoodValues.ts';
import type { TableChoice } from '../../data/readTable.ts';
import type { FittedTransform } from '../../data/transforms/fittedTransform.ts';
import { takesAllColumns } from '../../data/transforms/steps.ts';
import { at } from '../../engine/at.ts';
import { dispersionOf } from '../../model/likelihoods/likelihood.ts';
import { MultimodalVae } from '../../model/multimodalVae.ts';
import type { RunFile } from '../../run/runFile.ts';
import { RUN_FILES } from '../../run/runFolder.ts';
import { SafetensorsFile } from '../../run/safetensors.ts';
import type { LikelihoodName } from '../../run/study.ts';
import { UserError } from '../../run/userError.ts';
import { modelSpec } from '../plan.ts';

/** A modality as the model of a run knows it. */
export interface TrainedModality {
  readonly name: string;
  /** how its training table was read */
  readonly choice: TableChoice;
  /** the columns of its table that new samples are prepared from; sizes and some steps take all of them */
  readonly columns: readonly string[];
  /** those that the model encodes and predicts */
  readonly features: readonly string[];
  readonly likelihood: LikelihoodName;
  /** from `columns` to `features` */
  readonly fitted: FittedTransform;
  /** what the encoder sees of a missing cell: [features] */
  readonly fill: Float32Array;
  /** ln of the dispersion of counts that have one: [features] */
  readonly logDispersion: Float32Array | null;
  /** of predictions, in words */
  readonly unit: string;
  /** standard deviation of each feature among the training samples, in `unit`: [features] */
  readonly deviation: Float32Array;
}

/** The model of a run, with its weights, on the current engine; to be disposed of. */
export interface TrainedModel {
  readonly vae: MultimodalVae;
  readonly modalities: readonly TrainedModality[];
}

/**
 * Reads weights.safetensors. Of a k-fold run it is the model of all samples.
 * @throws UserError where the run has no weights yet, or they are of another version
 */
export async function readTrainedModel(folder: string, run: RunFile): Promise<TrainedModel> {
  const file = join(folder, RUN_FILES.weights);
  const weights = await SafetensorsFile.open(file).catch(() => {
    throw new UserError(
      `${folder} keeps no weights: ${RUN_FILES.weights} is missing or damaged${run.status === 'finished' ? '' : `, and the run is ${run.status}`}. Let it finish, or resume it: crossmodal train --resume ${folder}`,
    );
  });
  try {
    const modalities: TrainedModality[] = [];
    for (const { name, idColumn, part, rows, transform, likelihood } of run.study.modalities) {
      const features = namesIn(weights, `features.${name}`);
      const sized = isForCounts(likelihood) || transform.includes('library-size');
      const columns = sized || takesAllColumns(transform) ? namesIn(weights, `columns.${name}`) : features;
      const position = new Map(columns.map((column, k) => [column, k]));
      const statistic = async (kind: string): Promise<Float32Array> =>
        (await weights.tensor(`transform.${name}.${kind}`)).values;
      modalities.push({
        name,
        choice: { idColumn, part, rows },
        columns,
        features,
        likelihood,
        fitted: {
          profile: sized ? await statistic('profile') : null,
          idf: transform.includes('tf-idf') ? await statistic('idf') : null,
          steps: transform,
          keep: Int32Array.from(features, (feature) => at(position, feature)),
          dropped: [],
          mean: await statistic('mean'),
          scale: await statistic('scale'),
        },
        logDispersion: likelihood === 'negative-binomial' ? (await weights.tensor(dispersionOf(name))).values : null,
        unit: weights.metadata[`unit.${name}`] ?? '',
        fill: await statistic('fill'),
        deviation: await statistic('deviation'),
      });
    }
    const shapes = modalities.map(({ name, features }) => ({ name, features: features.length }));
    const vae = new MultimodalVae(modelSpec(run.study, shapes, run.study.labels?.supervise ? classesOf(run) : null));
    const values: Float32Array[] = [];
    for (const { name } of vae.parameters.shapes) values.push((await weights.tensor(name)).values);
    vae.parameters.write(values);
    return { vae, modalities };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `${file} is not of this version of Crossmodal (${reason}). Train anew: crossmodal train STUDY --out FOLDER`,
    );
  } finally {
    await weights.close();
  }
}

function namesIn({ metadata }: SafetensorsFile, key: string): string[] {
  const names: unknown = JSON.parse(metadata[key] ?? 'null');
  if (!Array.isArray(names)) throw new Error(`no names in ${key}`);
  return names.map(String);
}

function classesOf({ labels }: RunFile): { classes: number } | null {
  return labels?.kind === 'categorical' ? { classes: labels.classes.length } : null;
}
