import { resolve } from 'node:path';
import { at } from '../engine/at.ts';
import { copyRow, type DenseRows, denseRows } from '../engine/rows.ts';
import { scoreClassification } from '../evaluation/classification.ts';
import { fitLinearDiscriminant } from '../evaluation/linearDiscriminant.ts';
import { R2 } from '../evaluation/r2.ts';
import { mean } from '../math/statistics.ts';
import { predictRows } from '../model/predictRows.ts';
import { sharedRows } from '../model/sharedRows.ts';
import type { ModalityArrays } from '../model/tables.ts';
import { readRun } from '../run/readRun.ts';
import { readNewSamples } from '../trainer/predict/newSamples.ts';
import { readTrainedModel } from '../trainer/predict/trainedModel.ts';
import type { Scores } from './experiment.ts';

/**
 * The scores of Sutter et al. 2024, of a hold-out run with a categorical label:
 * - error: mean squared error of each modality decoded from the joint posterior mean of all modalities, or from its own
 *   where a model has no joint one, in variances of the feature over held-out samples, one value a modality;
 * - accuracy: logistic regression on the unimodal posterior means of training samples, scored on held-out ones, one value
 *   a modality;
 * - coherence: a linear discriminant learns the class from the real x_n of training samples; its accuracy on x_n as
 *   predicted from x_m of held-out samples, one value for each pair m → n.
 */
export async function mmvmScores(folder: string): Promise<Scores> {
  const { run, latents } = await readRun(folder);
  const label = latents?.labels.find(({ name }) => name === run.labels?.column);
  if (!latents || label?.kind !== 'categorical') throw new Error('the study has no label with classes');
  const rowOf = new Map(latents.sampleIds.map((id, row) => [id, row]));
  const classes = label.classes.length;

  const { vae, modalities } = await readTrainedModel(folder, run);
  try {
    const tables = run.study.modalities.map(({ file }, m) => ({
      modality: modalities[m],
      file: resolve(folder, file),
    }));
    const { sampleIds, given } = await readNewSamples(tables);
    const of = (sample: number): number => at(rowOf, sampleIds[sample]);
    const everyone = sampleIds.map((_, sample) => sample).filter((sample) => label.codes[of(sample)] >= 0);
    const { classes: splits, codes: splitOf } = latents.split;
    const [train, test] = ['train', 'test'].map((split) => everyone.filter((n) => splits[splitOf[of(n)]] === split));
    const codesOf = (samples: readonly number[]): number[] => samples.map((sample) => label.codes[of(sample)]);

    const accuracy: number[] = [];
    for (const modality of given) {
      const [learned, held] = [train, test].map((samples) => withModality(modality, samples));
      const codes = [learned, held].map((samples) => codesOf(samples));
      const means = [];
      for (const samples of [learned, held]) means.push(await sharedRows(vae, [pick(modality, samples)]));
      const score = scoreClassification(
        { latents: means[0], codes: codes[0] },
        { latents: means[1], codes: codes[1] },
        vae.spec.latent.shared,
        classes,
      );
      if (score) accuracy.push(score.accuracy);
    }

    const coherence: number[] = [];
    for (const target of given) {
      const learned = withModality(target, train);
      const real = pick(target, learned);
      const classify = fitLinearDiscriminant(real.x.values, codesOf(learned), target.features, classes);
      for (const source of given) {
        if (source === target) continue;
        const held = withModality(source, test);
        const predicted = classify(await predictRows(vae, [pick(source, held)], target.name));
        const codes = codesOf(held);
        coherence.push(mean(codes.map((code, i) => (code === predicted[i] ? 1 : 0))));
      }
    }
    const joint = vae.spec.objective.posterior !== 'mixture';
    const error: number[] = [];
    for (const target of given) {
      const held = withModality(target, test);
      const from = (joint ? given : [target]).map((modality) => pick(modality, held));
      const predicted = await predictRows(vae, from, target.name);
      const r2 = new R2(target.features);
      pick(target, held).x.values.forEach((value, i) => {
        r2.add(i % target.features, value, predicted[i]);
      });
      error.push(mean(r2.scores().map((score) => 1 - score)));
    }
    return { error, accuracy, coherence };
  } finally {
    vae.dispose();
  }
}

function withModality({ observed }: ModalityArrays, samples: readonly number[]): number[] {
  return samples.filter((sample) => observed[sample] === 1);
}

/** Some samples of a modality, in that order. */
function pick(
  { name, features, x, observed }: ModalityArrays,
  samples: readonly number[],
): ModalityArrays & { readonly x: DenseRows } {
  const values = new Float32Array(samples.length * features);
  samples.forEach((sample, i) => {
    copyRow(x, sample, values, i * features);
  });
  return {
    name,
    features,
    x: denseRows(values, features),
    observed: Uint8Array.from(samples, (sample) => observed[sample]),
    cells: null,
  };
}
