import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine } from '../../src/engine/engine.ts';
import { Random } from '../../src/math/random.ts';
import { decodeLatents } from '../../src/model/decodeLatents.ts';
import { Encoded } from '../../src/model/encoded.ts';
import { predict, privateKl, sharedKl } from '../../src/model/inference.ts';
import { MultimodalVae } from '../../src/model/multimodalVae.ts';
import { objectives } from '../../src/model/objectives/index.ts';
import type { ModelName } from '../../src/run/study.ts';

const SHARED = 2;
const ROWS = 3;
/** The first sample lacks b. */
const OBSERVED = { a: [1, 1, 1], b: [0, 1, 1] };

beforeAll(() => loadEngine('wasm'));

function problem(name: ModelName) {
  const vae = new MultimodalVae({
    objective: objectives[name],
    modalities: [
      { name: 'a', features: 4 },
      { name: 'b', features: 3 },
    ],
    latent: { shared: SHARED, private: { a: 1, b: 3 } },
    hidden: [],
    classes: null,
    seed: 1,
  });
  const measured = new Map(
    (['a', 'b'] as const).map((modality, m) => [
      modality,
      {
        x: tf.tensor2d(new Random(m).normals(ROWS * (4 - m)), [ROWS, 4 - m]),
        observed: tf.tensor2d(OBSERVED[modality], [ROWS, 1]),
      },
    ]),
  );
  const encoded = new Encoded(vae, measured);
  /** mean and scale of an expert: [row][dimension] each */
  const part = (modality: string, block: string) => {
    const { mean, scale } = encoded.part(modality, block);
    return { mean: mean.arraySync(), scale: scale.arraySync() };
  };
  return { vae, encoded, part };
}

const kl = (mean: number, scale: number): number => 0.5 * (mean ** 2 + scale ** 2 - 1) - Math.log(scale);

function expectRows(found: tf.Tensor2D, expected: (row: number, k: number) => number): void {
  for (const [row, values] of found.arraySync().entries()) {
    for (const [k, value] of values.entries()) expect(value).toBeCloseTo(expected(row, k), 4);
  }
}

describe('KL of each latent dimension', () => {
  it('of a mixture is the mean over the experts that a sample has', () => {
    const { vae, encoded, part } = problem('mmvae');
    const experts = (['a', 'b'] as const).map((name) => ({ ...part(name, 'shared'), observed: OBSERVED[name] }));
    expectRows(sharedKl(vae, encoded, ['a', 'b']), (row, k) => {
      const present = experts.filter(({ observed }) => observed[row] === 1);
      return present.reduce((sum, { mean, scale }) => sum + kl(mean[row][k], scale[row][k]) / present.length, 0);
    });
  });

  it('of a product is that of the joint posterior', () => {
    const { vae, encoded, part } = problem('mvae');
    const experts = (['a', 'b'] as const).map((name) => ({ ...part(name, 'shared'), observed: OBSERVED[name] }));
    expectRows(sharedKl(vae, encoded, ['a', 'b']), (row, k) => {
      let [precision, weighted] = [1, 0];
      for (const { mean, scale, observed } of experts) {
        precision += observed[row] / scale[row][k] ** 2;
        weighted += (observed[row] * mean[row][k]) / scale[row][k] ** 2;
      }
      return kl(weighted / precision, 1 / Math.sqrt(precision));
    });
  });

  it('of a private block is that of its expert', () => {
    const { encoded, part } = problem('mmvae');
    const { mean, scale } = part('a', 'a');
    expectRows(privateKl(encoded, 'a'), (row, k) => kl(mean[row][k], scale[row][k]));
  });
});

/** Without hidden layers the decoder is x = (z_private, z_shared) W + b. */
function decoder(vae: MultimodalVae, modality: string) {
  return {
    weight: vae.parameters.get(`decoder.${modality}.0.weight`).arraySync() as number[][],
    bias: vae.parameters.get(`decoder.${modality}.0.bias`).arraySync() as number[],
  };
}

it('predicts a modality by its shared latent alone', () => {
  const { vae, encoded, part } = problem('mmvae');
  const { weight, bias } = decoder(vae, 'a');
  const { mean } = part('a', 'shared');
  expectRows(predict(vae, encoded, ['a'], 'a', 'shared'), (row, d) =>
    mean[row].reduce((sum, z, k) => sum + z * weight[1 + k][d], bias[d]),
  );
});

it.each(['a', 'b'])('decodes given latents of %s', async (modality) => {
  const { vae } = problem('mmvae');
  const { weight, bias } = decoder(vae, modality);
  const own = weight.length - SHARED;
  const random = new Random(8);
  const [z, zOwn] = [random.normals(ROWS * SHARED), random.normals(ROWS * own)];
  const found = await decodeLatents(vae, modality, z, zOwn);
  expect(found).toHaveLength(ROWS * bias.length);
  found.forEach((value, i) => {
    const [row, d] = [Math.floor(i / bias.length), i % bias.length];
    const latent = [...zOwn.subarray(row * own, (row + 1) * own), ...z.subarray(row * SHARED, (row + 1) * SHARED)];
    expect(value).toBeCloseTo(
      latent.reduce((sum, one, k) => sum + one * weight[k][d], bias[d]),
      5,
    );
  });
});
