import { Random } from '../math/random.ts';
import { sampleGaussianProcess } from './gaussianProcess.ts';

export interface SyntheticSettings {
  /** N; default 1000 */
  readonly samples?: number;
  /** features of each view that depend on the shared latent; default 10 */
  readonly sharedFeatures?: number;
  /** features of each view that depend on its private latent; default [20, 20] */
  readonly privateFeatures?: readonly number[];
  /** dimensions of the latents: private of view 1, shared, private of view 2, private of view 3, …; default [2, 2, 2] */
  readonly latent?: readonly number[];
  readonly seed: number;
}

/** A block of true latents: [samples, dimensions]. */
export interface TrueLatent {
  /** "shared" or "private1", "private2", … */
  readonly name: string;
  readonly dimensions: number;
  readonly values: Float32Array;
}

export interface SyntheticData {
  readonly sampleIds: string[];
  readonly modalities: { readonly name: string; readonly features: string[]; readonly values: Float32Array }[];
  /** y = 1 where the first shared latent is positive */
  readonly labels: { readonly y: Uint8Array };
  readonly truth: TrueLatent[];
}

/** Standard deviation of the noise added to every standardised feature; final variance 1.0225. */
export const NOISE = 0.15;
const LATENT_BOUND = 2;
/** Keeps these draws apart from other draws of the same seed ("synt" in ASCII). */
const STREAM = 0x73796e74;

/**
 * The Gaussian-process example of the MMVAE++ paper (arXiv 2403.06338) for two or more views. Latents are uniform on
 * [-2, 2]; every feature is an independent draw from a Gaussian process over its block's latents, standardised (population
 * standard deviation), plus noise. Views share latents, not functions.
 */
export function synthesize(settings: SyntheticSettings): SyntheticData {
  const { samples = 1000, sharedFeatures = 10, privateFeatures = [20, 20], latent = [2, 2, 2], seed } = settings;
  const views = privateFeatures.length;
  if (latent.length !== views + 1) {
    throw new RangeError(`${views} views need ${views + 1} latent dimensions, not ${latent.length}`);
  }
  const [firstPrivate, shared, ...otherPrivates] = latent;
  const names = ['shared', ...privateFeatures.map((_, v) => `private${v + 1}`)];
  const truth = [shared, firstPrivate, ...otherPrivates].map((dimensions, block): TrueLatent => {
    const values = new Random(seed, STREAM, 0, block).uniforms(samples * dimensions, LATENT_BOUND);
    return { name: names[block], dimensions, values };
  });

  // One factorisation serves the shared features of all views; each view takes its own columns of the draw.
  const fromShared = draw(truth[0], samples, sharedFeatures * views, seed, 0);
  const modalities = privateFeatures.map((count, v) => {
    const fromPrivate = draw(truth[v + 1], samples, count, seed, v + 1);
    const width = sharedFeatures + count;
    const signal = new Float64Array(samples * width);
    for (let n = 0; n < samples; n++) {
      const start = n * sharedFeatures * views + v * sharedFeatures;
      signal.set(fromShared.subarray(start, start + sharedFeatures), n * width);
      signal.set(fromPrivate.subarray(n * count, (n + 1) * count), n * width + sharedFeatures);
    }
    return {
      name: `view${v + 1}`,
      features: [...numbered('shared', sharedFeatures), ...numbered('private', count)],
      values: standardizedWithNoise(signal, width, new Random(seed, STREAM, 2, v)),
    };
  });
  return {
    sampleIds: numbered('sample', samples),
    modalities,
    labels: {
      y: Uint8Array.from({ length: samples }, (_, n) => (truth[0].values[n * truth[0].dimensions] > 0 ? 1 : 0)),
    },
    truth,
  };
}

function draw(latent: TrueLatent, samples: number, count: number, seed: number, block: number): Float64Array {
  return sampleGaussianProcess(latent.values, samples, count, new Random(seed, STREAM, 1, block));
}

function standardizedWithNoise(signal: Float64Array, width: number, random: Random): Float32Array {
  const samples = signal.length / width;
  const out = random.normals(signal.length);
  for (let k = 0; k < width; k++) {
    let mean = 0;
    let variance = 0;
    for (let i = k; i < signal.length; i += width) mean += signal[i] / samples;
    for (let i = k; i < signal.length; i += width) variance += (signal[i] - mean) ** 2 / samples;
    const deviation = Math.sqrt(variance);
    for (let i = k; i < signal.length; i += width) out[i] = (signal[i] - mean) / deviation + NOISE * out[i];
  }
  return out;
}

function numbered(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${word}_${i + 1}`);
}
