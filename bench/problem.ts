import '@tensorflow/tfjs-core';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workload } from '../src/engine/execution.ts';
import { Random } from '../src/math/random.ts';
import { stepFlops } from '../src/model/flops.ts';
import { planLoss } from '../src/model/lossPlan.ts';
import { type ModelSpec, MultimodalVae } from '../src/model/multimodalVae.ts';
import { objectives } from '../src/model/objectives/index.ts';
import { formatSafetensors, SafetensorsFile } from '../src/run/safetensors.ts';

/** What is trained: MMVAE++ on two modalities of as many features each. */
export interface Size {
  readonly features: number;
  readonly hidden: readonly number[];
}

export const SAMPLES = 1000;
export const BATCH = 128;
const STEPS_PER_EPOCH = Math.ceil(SAMPLES / BATCH);
export const EPOCHS = 100;
export const VIEWS = ['view1', 'view2'] as const;
const SHARED = 2;
const PRIVATE = 2;

export function specOf({ features, hidden }: Size): ModelSpec {
  return {
    objective: objectives['mmvae++'],
    modalities: VIEWS.map((name) => ({ name, features })),
    latent: { shared: SHARED, private: Object.fromEntries(VIEWS.map((name) => [name, PRIVATE])) },
    hidden,
    classes: null,
    seed: 0,
  };
}

/** A training of EPOCHS epochs, as an engine is told of it. */
export function workloadOf(size: Size): Workload {
  return {
    steps: EPOCHS * STEPS_PER_EPOCH,
    stepsPerEpoch: STEPS_PER_EPOCH,
    modalities: VIEWS.length,
    flops: flopsOf(size).done,
  };
}

/** Operations of one step: by the plain formula, and as we do it. */
export function flopsOf(size: Size): { plain: number; done: number } {
  const spec = specOf(size);
  return stepFlops(spec, planLoss(spec, null), BATCH);
}

const FILE = 'problem.safetensors';

/**
 * Writes what every engine starts from, ours and others': data, first weights, and the check batch (the first BATCH
 * samples) with its noise. Needs an engine.
 */
export function writeProblem(size: Size, folder: string): void {
  const vae = new MultimodalVae(specOf(size));
  const { shapes, variables } = vae.parameters;
  const data = VIEWS.map((_, k) => new Random(1, k).normals(SAMPLES * size.features));
  const noise = planLoss(vae.spec, null).noiseWidth;
  const tensors = [
    ...shapes.map((shape, i) => ({ ...shape, values: Float32Array.from(variables[i].dataSync()) })),
    ...data.flatMap((x, k) => [
      { name: `data.${VIEWS[k]}`, shape: [SAMPLES, size.features], values: x },
      { name: `check.x${k + 1}`, shape: [BATCH, size.features], values: x.subarray(0, BATCH * size.features) },
    ]),
    { name: 'check.noise', shape: [BATCH, noise], values: new Random(2).normals(BATCH * noise) },
  ];
  vae.dispose();
  mkdirSync(folder, { recursive: true });
  const settings = {
    shared: String(SHARED),
    private: String(PRIVATE),
    batch: String(BATCH),
    layers: String(size.hidden.length + 1),
    size: JSON.stringify(size),
  };
  writeFileSync(join(folder, FILE), Buffer.concat(formatSafetensors(tensors, settings)));
}

/** A problem as written: `tensor` reads one of its arrays. */
export async function openProblem(folder: string) {
  const file = await SafetensorsFile.open(join(folder, FILE));
  const size: Size = JSON.parse(file.metadata['size'] ?? '');
  const tensor = async (name: string): Promise<Float32Array> => (await file.tensor(name)).values;
  return { size, tensor, close: () => file.close() };
}
