import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine } from '../../src/engine/engine.ts';
import { Random } from '../../src/math/random.ts';
import { outputOf } from '../../src/model/likelihoods/likelihood.ts';
import { logRisingFactorial } from '../../src/model/likelihoods/logRisingFactorial.ts';
import { Parameters } from '../../src/model/parameters.ts';
import { type LikelihoodName, likelihoodName } from '../../src/run/study.ts';
import { smallRecipe } from '../engine/smallRecipe.ts';
import oracle from './oracle/likelihoods.json' with { type: 'json' };

// Recorded with test/model/oracle/likelihoods.py (SciPy 1.17.1): − Σ w c ln p by scipy.stats, its gradient by central
// differences in double precision.
const HIDDEN = 3;
const FEATURES = 5;
const { h, weight, bias, weights, outer, size } = oracle;

beforeAll(async () => {
  await loadEngine('wasm');
});

function makeOutput(likelihood: LikelihoodName, noise: number | null = null, raw = oracle.cases[0].raw) {
  const parameters = new Parameters();
  const output = outputOf(
    { name: likelihood, noise, bias: null },
    parameters,
    { modality: 'm', layer: 'decoder' },
    [HIDDEN, FEATURES],
    new Random(1),
  );
  const known: Record<string, number[]> = {
    'decoder.weight': weight.flat(),
    'decoder.bias': bias,
    'noise.m': raw,
    'dispersion.m': raw,
  };
  for (const { name, shape } of parameters.shapes) {
    parameters.get(name).assign(tf.tensor(known[name], [...shape]));
  }
  return { output, parameters };
}

function expectClose(values: ArrayLike<number>, expected: readonly number[], relative: number): void {
  const scale = Math.max(...expected.map(Math.abs));
  expect(values).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(values[i] - value), `[${i}] ${values[i]}, not ${value}`).toBeLessThan(relative * scale);
  });
}

describe.each(oracle.cases)('$title', (example) => {
  const run = () => {
    const { output, parameters } = makeOutput(likelihoodName.parse(example.likelihood), example.noise, example.raw);
    const observation = {
      x: tf.tensor2d(example.x),
      cells: example.cells && tf.tensor2d(example.cells),
      counts: {
        size: tf.tensor2d(size, [size.length, 1]),
        logFactorials: tf.tensor2d(example.logFactorials, [size.length, 1]),
      },
    };
    const nll = (h: tf.Tensor2D) => output.nll(h, observation, tf.tensor2d(weights));
    return { nll, parameters };
  };

  it('has the value of scipy.stats', () => {
    const { nll, parameters } = run();
    const values = nll(tf.tensor2d(h)).dataSync();
    example.nll.forEach((expected, p) => {
      expect(values[p] / expected).toBeCloseTo(1, 5);
    });
    parameters.dispose();
  });

  it('has the gradient of its value', () => {
    const { nll, parameters } = run();
    const total = (h: tf.Tensor2D) => tf.sum<tf.Scalar>(tf.mul(nll(h), outer));
    const { h: expectedOfH, ...expected } = example.gradients;
    expectClose(
      tf
        .grad((h) => total(h as tf.Tensor2D))(tf.tensor2d(h))
        .dataSync(),
      expectedOfH,
      1e-4,
    );
    const { grads } = tf.variableGrads(() => total(tf.tensor2d(h)), parameters.variables);
    expect(parameters.names.sort()).toEqual(Object.keys(expected).sort());
    for (const [name, values] of Object.entries(expected)) {
      expectClose(grads[parameters.get(name).name].dataSync(), values, 1e-4);
    }
    parameters.dispose();
  });
});

it('a graph that is made for one likelihood serves no other', () => {
  const made = likelihoodName.options.map((likelihood) => smallRecipe({ likelihood }));
  expect(new Set(made.map(({ recipe }) => recipe.key)).size).toBe(made.length);
  for (const { vae } of made) vae.dispose();
});

describe('ln Γ(x + θ) − ln Γ(θ)', () => {
  const { x, theta, value, slope } = oracle.rising;
  const close = (mine: ArrayLike<number>, expected: readonly number[]): void => {
    expected.forEach((value, i) => {
      expect(Math.abs(mine[i] - value), `${mine[i]}, not ${value}`).toBeLessThan(1e-5 * Math.abs(value) + 2e-6);
    });
  };

  it('is that of scipy.special.gammaln, counts to a million, θ from 1e-5 to 1e5', () => {
    const mine = logRisingFactorial(tf.tensor2d(x, [x.length, 1]), tf.tensor1d(theta)).dataSync();
    close(mine, value.flat());
  });

  it('has the slope of scipy.special.digamma', () => {
    x.forEach((count, n) => {
      const f = (theta: tf.Tensor) => logRisingFactorial(tf.tensor2d([[count]]), theta as tf.Tensor1D);
      const mine = tf.grad(f)(tf.tensor1d(theta)).dataSync();
      close(mine, slope[n]);
    });
  });
});

describe.each(['poisson', 'negative-binomial'] as const)('%s', (likelihood) => {
  it.each([100, -100])('is finite, and its gradient leads back, where the rate is e^%i', (exponent) => {
    const { output, parameters } = makeOutput(likelihood);
    parameters.get('decoder.bias').assign(tf.fill([FEATURES], exponent));
    if (likelihood === 'negative-binomial') parameters.get('dispersion.m').assign(tf.fill([FEATURES], exponent));
    const x = tf.tensor2d([
      [1e6, 0, 0, 5, 0],
      [0, 0, 0, 0, 0],
    ]);
    const counts = { size: tf.tensor2d([[1e4], [1e-4]]), logFactorials: tf.zeros<tf.Rank.R2>([2, 1]) };
    const loss = () =>
      tf.sum<tf.Scalar>(output.nll(tf.zeros([2, HIDDEN]), { x, cells: null, counts }, tf.ones([1, 2])));
    const { value, grads } = tf.variableGrads(loss, parameters.variables);
    expect(Number.isFinite(value.dataSync()[0])).toBe(true);
    for (const gradient of Object.values(grads)) {
      expect(gradient.dataSync().every(Number.isFinite)).toBe(true);
    }
    const towards = grads[parameters.get('decoder.bias').name].dataSync()[0];
    expect(Math.sign(towards)).toBe(Math.sign(exponent));
    expect(
      output
        .mean(tf.zeros([2, HIDDEN]))
        .dataSync()
        .every(Number.isFinite),
    ).toBe(true);
    parameters.dispose();
  });
});
