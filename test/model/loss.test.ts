import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine } from '../../src/engine/engine.ts';
import { denseRows } from '../../src/engine/rows.ts';
import { Random } from '../../src/math/random.ts';
import { lossTerms } from '../../src/model/loss.ts';
import { type LossPlan, planLoss } from '../../src/model/lossPlan.ts';
import { MultimodalVae } from '../../src/model/multimodalVae.ts';
import { objectives } from '../../src/model/objectives/index.ts';
import type { Objective } from '../../src/model/objectives/objective.ts';
import { batchOf, tablesOf } from '../../src/model/tables.ts';
import { MODEL_NAMES, type ModelName, type TargetPrivate } from '../../src/run/study.ts';
import { type Problem, referenceLoss, type Weights } from './reference.ts';

beforeAll(async () => {
  await loadEngine('wasm');
});

const SHAPES = [
  { name: 'rna', features: 4, private: 1 },
  { name: 'protein', features: 3, private: 2 },
  { name: 'mirna', features: 5, private: 1 },
];
const SAMPLES = 5;

interface Case {
  readonly vae: MultimodalVae;
  readonly plan: LossPlan;
  readonly problem: Problem;
  /** the loss and its gradients by the model, in float32 */
  run(): { loss: number; gradients: Map<string, Float32Array> };
  weights(): Promise<Map<string, { shape: readonly number[]; values: Float64Array }>>;
  dispose(): void;
}

interface Wish {
  modalities: number;
  classes?: 2 | 3;
  missing?: boolean;
  beta?: number;
  targetPrivate?: TargetPrivate;
  twoTrunks?: boolean;
  withoutPrivate?: boolean;
}

function makeCase(objective: Objective, wish: Wish): Case {
  const { modalities, classes, missing = false, beta = 0.7, targetPrivate, twoTrunks = false } = wish;
  const alpha = 0.3;
  const random = new Random(7, modalities, classes ?? 0);
  const shapes = SHAPES.slice(0, modalities).map((shape) => (wish.withoutPrivate ? { ...shape, private: 0 } : shape));
  const data = shapes.map(({ name, features, private: own }, m) => ({
    name,
    private: own,
    features,
    // Sample m lacks modality m; one measured cell of the first modality is missing.
    observed: Array.from({ length: SAMPLES }, (_, n) => !(missing && n === m)),
    x: Array.from({ length: SAMPLES }, (_, n) =>
      Array.from(random.normals(features), (value, d) =>
        missing && m === 0 && n === 3 && d === 1 ? Number.NaN : value,
      ),
    ),
  }));
  const codes = classes ? Int32Array.from([0, 1, -1, classes - 1, 0]) : null;
  const vae = new MultimodalVae({
    objective,
    modalities: shapes,
    latent: { shared: 2, private: Object.fromEntries(shapes.map((shape) => [shape.name, shape.private])) },
    hidden: [6],
    encoder: twoTrunks ? 'two-trunks' : 'one-trunk',
    targetPrivate,
    classes: classes ?? null,
    seed: 3,
  });
  const plan = planLoss(vae.spec, classes ? 10 : null);
  const noise = new Random(5).normals(SAMPLES * plan.noiseWidth);
  const tables = tablesOf(
    data.map(({ name, features, x, observed }) => ({
      name,
      features,
      x: denseRows(
        Float32Array.from(x.flat(), (value) => (Number.isNaN(value) ? 0 : value)),
        features,
      ),
      observed: Uint8Array.from(observed, Number),
      cells:
        missing && name === 'rna'
          ? denseRows(
              Float32Array.from(x.flat(), (value) => Number(!Number.isNaN(value))),
              features,
            )
          : null,
    })),
    codes && classes ? { codes, classes } : null,
  );
  return {
    vae,
    plan,
    problem: {
      modalities: data,
      shared: 2,
      label: codes && Array.from(codes),
      labelWeight: 10,
      beta,
      alpha,
      targetPrivate: targetPrivate ?? null,
      twoTrunks,
      subset: (sample) => subsetOf(noise[(sample + 1) * plan.noiseWidth - 1]),
      priorNoise: (from, to, sample) => {
        const index = plan.priorDraws.findIndex(({ path }) => {
          const entry = plan.paths[path];
          return entry.from.join() === from.join() && entry.to === to;
        });
        const widths = [...plan.draws.flatMap((entry) => entry.widths), ...plan.priorDraws.map(({ width }) => width)];
        const before = plan.draws.flatMap((entry) => entry.widths).length + index;
        const start = widths.slice(0, before).reduce((sum, width) => sum + width, sample * plan.noiseWidth);
        return Array.from(noise.subarray(start, start + widths[before]));
      },
      noise: (from, draw, block, sample) => {
        const index = plan.draws.findIndex(
          (entry) =>
            entry.draw === draw &&
            [...(entry.subset === 'random' ? ['random'] : []), ...entry.from].join() === from.join(),
        );
        if (index < 0) throw new Error(`no draw ${draw} of ${from}`);
        const before = plan.draws.slice(0, index).flatMap(({ widths }) => widths);
        let start = before.reduce((sum, width) => sum + width, sample * plan.noiseWidth);
        if (block === 'shared') return Array.from(noise.subarray(start, start + 2));
        start += 2;
        for (const name of from.filter((entry) => entry !== 'random')) {
          const size = shapes.find((shape) => shape.name === name)?.private ?? 0;
          if (name === block) return Array.from(noise.subarray(start, start + size));
          start += size;
        }
        throw new Error(`no block ${block}`);
      },
    },
    run: () => {
      tf.engine().startScope();
      try {
        const values = new Map(tables.map((t) => [t.name, tf.tensor2d(t.values, [SAMPLES, t.columns])]));
        const batch = batchOf(values, vae.modalities, tf.fill<tf.Rank.R1>([SAMPLES], 1 / SAMPLES));
        const { value, grads } = tf.variableGrads(
          () =>
            lossTerms(vae, plan, batch, tf.tensor2d(noise, [SAMPLES, plan.noiseWidth]), {
              beta: tf.scalar(beta),
              alpha: tf.scalar(alpha),
            }).loss,
          vae.parameters.variables,
        );
        const gradients = new Map(
          vae.parameters.names.map((name) => [
            name,
            Float32Array.from(grads[vae.parameters.get(name).name].dataSync()),
          ]),
        );
        return { loss: value.dataSync()[0], gradients };
      } finally {
        tf.engine().endScope();
      }
    },
    weights: async () =>
      new Map(
        vae.parameters.shapes.map(({ name, shape }) => [
          name,
          { shape, values: Float64Array.from(vae.parameters.get(name).dataSync()) },
        ]),
      ),
    dispose: () => {
      vae.dispose();
    },
  };
}

/** Three subsets of two out of three modalities, equally likely: thirds of the normal distribution. */
function subsetOf(noise: number): string[] {
  const [rna, protein, mirna] = SHAPES.map(({ name }) => name);
  if (noise <= -0.4307272992954576) return [rna, protein];
  return noise <= 0.4307272992954576 ? [rna, mirna] : [protein, mirna];
}

const WISHES: readonly [string, Wish][] = [
  ['two modalities', { modalities: 2 }],
  ['three modalities', { modalities: 3 }],
  ['missing modalities and cells', { modalities: 3, missing: true }],
  ['a label of two classes', { modalities: 2, classes: 2 }],
  ['a label of three classes and missing modalities', { modalities: 3, classes: 3, missing: true }],
  ['no private blocks', { modalities: 3, missing: true, withoutPrivate: true }],
  ['two trunks', { modalities: 2, twoTrunks: true }],
];

describe.each(MODEL_NAMES)('%s', (name) => {
  it.each(WISHES)('has the loss of its equation: %s', async (_, wish) => {
    const instance = makeCase(objectives[name], wish);
    const expected = referenceLoss(name, await instance.weights(), instance.problem);
    expect(instance.run().loss / expected).toBeCloseTo(1, 5);
    instance.dispose();
  });

  it.each(WISHES)('has the gradient of its equation, by central differences: %s', async (_, wish) => {
    const instance = makeCase(objectives[name], wish);
    const weights = await instance.weights();
    const { gradients } = instance.run();
    for (const [parameter, gradient] of gradients) {
      const expected = numericGradient(name, weights, parameter, instance.problem);
      const scale = Math.max(1e-2, ...expected.map(Math.abs));
      gradient.forEach((value, i) => {
        expect(Math.abs(value - expected[i]) / scale, `${parameter}[${i}]`).toBeLessThan(2e-4);
      });
    }
    instance.dispose();
  });
});

describe.each(['mmvae++', 'mopoe', 'mmvae+'] as const)('%s with another private latent for the target', (name) => {
  it.each(['zero', 'prior', 'auxiliary', 'encoder'] as const)('%s', async (targetPrivate) => {
    const instance = makeCase(objectives[name], { modalities: 3, missing: true, targetPrivate });
    const expected = referenceLoss(name, await instance.weights(), instance.problem);
    expect(instance.run().loss / expected).toBeCloseTo(1, 5);
    instance.dispose();
  });
});

describe('what defines MMVAE++', () => {
  it('has the same forward loss as MMVAE for the same noise', () => {
    const [plain, plus] = [objectives.mmvae, objectives['mmvae++']].map((objective) =>
      makeCase(objective, { modalities: 3 }),
    );
    expect(plus.run().loss).toBe(plain.run().loss);
    plain.dispose();
    plus.dispose();
  });

  it('teaches the shared latent nothing through same-view paths, and everything else', () => {
    // Same-view paths alone: no cross paths, beta = 0.
    const sameViewOnly: Objective = {
      ...objectives['mmvae++'],
      paths: (modalities, label) =>
        objectives['mmvae++']
          .paths(modalities, label)
          .map((path) => ({ ...path, weight: path.from.includes(path.to) ? 1 : 0 })),
    };
    const instance = makeCase(sameViewOnly, { modalities: 2, beta: 0 });
    const { gradients } = instance.run();
    for (const { name, private: own } of SHAPES.slice(0, 2)) {
      const outputs = 2 * (2 + own);
      const head = gradients.get(`encoder.${name}.1.weight`) ?? new Float32Array();
      const columns = (k: number): number =>
        head.reduce((sum, value, i) => sum + (i % outputs === k ? Math.abs(value) : 0), 0);
      // The head's columns: shared means, private means, shared scales, private scales.
      const isShared = (k: number): boolean => k % (2 + own) < 2;
      for (let k = 0; k < outputs; k++) {
        if (isShared(k)) expect(columns(k), `${name} shared output ${k}`).toBe(0);
        else expect(columns(k), `${name} private output ${k}`).toBeGreaterThan(0);
      }
      const decoder = gradients.get(`decoder.${name}.0.weight`) ?? new Float32Array();
      const rows = Array.from({ length: own + 2 }, (_, r) => decoder.subarray(r * 6, (r + 1) * 6));
      for (const row of rows) expect(row.some((value) => value !== 0)).toBe(true);
      expect(gradients.get(`encoder.${name}.0.weight`)?.some((value) => value !== 0)).toBe(true);
      expect(gradients.get(`noise.${name}`)?.some((value) => value !== 0)).toBe(true);
    }
    instance.dispose();
  });
});

it('frees every tensor of a step', () => {
  const instance = makeCase(objectives.mopoe, { modalities: 3, missing: true, classes: 3 });
  instance.run();
  const before = tf.memory().numTensors;
  instance.run();
  expect(tf.memory().numTensors).toBe(before);
  instance.dispose();
});

function numericGradient(model: ModelName, weights: Weights, parameter: string, problem: Problem): number[] {
  const { values } = weights.get(parameter) ?? { values: new Float64Array() };
  const frozen: Weights = new Map(
    [...weights].map(([name, entry]) => [name, { ...entry, values: entry.values.slice() }]),
  );
  const step = 1e-5;
  return Array.from(values, (value, i) => {
    values[i] = value + step;
    const above = referenceLoss(model, weights, problem, frozen);
    values[i] = value - step;
    const below = referenceLoss(model, weights, problem, frozen);
    values[i] = value;
    return (above - below) / (2 * step);
  });
}
