import * as tf from '@tensorflow/tfjs-core';
import { at } from '../engine/at.ts';
import type { Recipe, RowFunction } from '../engine/program.ts';
import { Encoded } from './encoded.ts';
import { predict, privateKl, privateMean, sharedKl, sharedMean } from './inference.ts';
import type { LatentLayout } from './latentLayout.ts';
import { lossTerms } from './loss.ts';
import type { LossPlan } from './lossPlan.ts';
import type { MultimodalVae } from './multimodalVae.ts';
import { rowsAtOnce } from './rowsAtOnce.ts';
import { batchOf, type LabelArrays, type ModalityArrays, measurementsOf, tablesOf } from './tables.ts';

/** A prediction to make: `target` from the modalities `from`; `source` names it in tables ("all" = every other modality). */
export interface Direction {
  readonly source: string;
  readonly from: readonly string[];
  readonly target: string;
  /** "shared": by the shared latent alone, the target's private one at its prior mean */
  readonly latents: 'all' | 'shared';
}

/** Each modality from itself; every source → target, source "all" last. */
export function directions(modalities: readonly string[]): Direction[] {
  return modalities.flatMap((target) => {
    const others = modalities.filter((name) => name !== target);
    return [
      { source: target, from: [target], target, latents: 'all' },
      ...others.map((source): Direction => ({ source, from: [source], target, latents: 'shared' })),
      { source: 'all', from: others, target, latents: 'shared' },
    ];
  });
}

/** Each modality from itself by its shared latent alone. */
export function sharedAlone(modalities: readonly string[]): Direction[] {
  return modalities.map((name) => ({ source: name, from: [name], target: name, latents: 'shared' }));
}

/** The latent blocks that a model has, as tables name them: "shared" and "private_<modality>". */
export function latentBlocks({ private: own }: LatentLayout): string[] {
  return ['shared', ...modalitiesWithPrivate(own).map((name) => `private_${name}`)];
}

function modalitiesWithPrivate(own: LatentLayout['private']): string[] {
  return Object.keys(own).filter((name) => own[name] > 0);
}

/** Functions of a model's recipe. Their results: one for each direction; two for each latent block, mean and KL. */
export const PREDICT = 'predict';
export const SHARED_ALONE = 'sharedAlone';
export const LATENTS = 'latents';

/**
 * A model and its data as an engine runs them: the gradient step, the predictions of every direction, and of every latent
 * block ("shared" from all modalities that a sample has) the posterior means and KL(q || N(0, I)) by dimension.
 *
 * @param rows that a call will usually ask for, at most: of predictions and of latents
 */
export function recipeOf(
  vae: MultimodalVae,
  plan: LossPlan,
  data: { readonly modalities: readonly ModalityArrays[]; readonly label: LabelArrays | null },
  settings: {
    readonly batch: number;
    readonly learningRate: number;
    readonly rows: { readonly predict: number; readonly latents: number };
  },
): Recipe {
  const names = vae.modalities;
  const tables = tablesOf(data.modalities, data.label);
  const { seed: _, objective, ...form } = vae.spec;
  const rows = data.modalities[0].observed.length;
  const features = new Map(data.modalities.map((modality) => [modality.name, modality.features]));
  const predictions = (wanted: readonly Direction[]): RowFunction => ({
    rows: rowsAtOnce(
      wanted.reduce((sum, { target }) => sum + at(features, target), 0),
      settings.rows.predict,
    ),
    run(batch) {
      const encoded = new Encoded(vae, measurementsOf(batch, names));
      return wanted.map(({ from, target, latents }) => predict(vae, encoded, from, target, latents));
    },
  });
  const values = [...features.values()].reduce((sum, count) => sum + count, 0);
  return {
    key: JSON.stringify([
      objective.name,
      {
        ...form,
        modalities: form.modalities.map(({ likelihood, ...one }) => [one, likelihood?.name, likelihood?.noise]),
      },
      plan.paths,
      plan.kl,
      settings,
      rows,
      tables.map(({ name, columns }) => [name, columns]),
    ]),
    variables: vae.parameters.variables,
    rows,
    tables,
    batch: settings.batch,
    noise: plan.noiseWidth,
    terms: 1 + plan.paths.length + plan.kl.length,
    learningRate: settings.learningRate,
    annealed: 2,
    step(batch, weight, noise, [beta, alpha]) {
      const { loss, reconstruction, kl } = lossTerms(vae, plan, batchOf(batch, names, weight), noise, { beta, alpha });
      return { loss, terms: tf.concat1d([tf.reshape(loss, [1]), reconstruction, kl]) };
    },
    functions: {
      [PREDICT]: predictions(directions(names)),
      [SHARED_ALONE]: predictions(sharedAlone(names)),
      [LATENTS]: {
        rows: rowsAtOnce(values, settings.rows.latents),
        run(batch) {
          const encoded = new Encoded(vae, measurementsOf(batch, names));
          return [
            sharedMean(vae, encoded, names),
            sharedKl(vae, encoded, names),
            ...modalitiesWithPrivate(vae.spec.latent.private).flatMap((name) => [
              privateMean(encoded, name),
              privateKl(encoded, name),
            ]),
          ];
        },
      },
    },
  };
}
