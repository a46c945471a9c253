import { mostKept } from '../run/mostKept.ts';
import type { Study } from '../run/study.ts';
import { evaluationSize } from './evaluationSize.ts';
import { MOST_WRITTEN_BYTES } from './scores/heldOutScores.ts';
import type { TableSize } from './tableSize.ts';

const NUMBER = Float32Array.BYTES_PER_ELEMENT;

/** Bytes of text, from run folders of the sample and of synthetic data: ids of ten characters, numbers of eight digits. */
const TEXT = {
  /** r2.csv, a feature from one source */
  r2Row: 116,
  /** features.csv and what goes before the dimensions in loadings.csv */
  feature: 76,
  /** names, and statistics of the transforms, beside the weights and the predictions */
  namedFeature: 68,
  /** latents.csv, loadings.csv: a number */
  number: 11,
  /** ids in latents.csv, errors.csv and labels.csv, and the label */
  sample: 40,
  /** history.jsonl: an epoch, and what each pair of modalities adds */
  epoch: 300,
  epochOfPair: 80,
  /** run.crossmodal, for each modality */
  run: 4000,
} as const;

/**
 * Bytes of the folder of a finished run: its weights, once for itself and once or more as checkpoints, the predictions of
 * held-out samples, and tables of scores and latents.
 * @param tables in the order of the study
 */
export function diskEstimate(study: Study, tables: readonly TableSize[]): number {
  const { model, training, modalities } = study;
  const { evaluation, samples, models, heldOut } = evaluationSize(study, tables);
  const kept = tables.map((table, m) => mostKept(table.features, modalities[m]));
  const features = sum(kept);
  const privateSizes = tables.map(({ name }) =>
    typeof model.private === 'number' ? model.private : (model.private[name] ?? 0),
  );
  const dimensions = model.shared + sum(privateSizes);
  const weights = NUMBER * sum(kept.map((width, m) => parameters(study, width, model.shared + privateSizes[m])));
  // A hold-out keeps its best weights beside the last ones.
  const checkpoints = (evaluation.split === 'kfold' ? models : 2) * weights;
  // What was measured; predicted from itself, from each other modality, and from all others.
  const predictions = NUMBER * features * heldOut * (tables.length + 1);
  const written = predictions <= MOST_WRITTEN_BYTES ? predictions + NUMBER * features * heldOut : 0;
  return (
    weights +
    checkpoints +
    written +
    features * (tables.length * TEXT.r2Row + TEXT.feature + TEXT.namedFeature) +
    TEXT.number * (features * (model.shared + Math.max(...privateSizes)) + samples * (dimensions + tables.length)) +
    samples * TEXT.sample +
    training.epochs * models * (TEXT.epoch + TEXT.epochOfPair * tables.length ** 2) +
    TEXT.run * tables.length
  );
}

/** Weights and biases of the encoder and the decoder of one modality, and the noise of its features. */
function parameters({ model: { hidden, encoder } }: Study, features: number, latent: number): number {
  const trunks = encoder === 'two-trunks' ? 2 : 1;
  const inwards = [features, ...hidden];
  const outwards = [latent, ...[...hidden].reverse(), features];
  return trunks * linear(inwards) + linear([inwards.at(-1) ?? features, 2 * latent]) + linear(outwards) + features;
}

function linear(widths: readonly number[]): number {
  return sum(widths.slice(1).map((width, k) => (widths[k] + 1) * width));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
