import { describe, expect, it } from 'vitest';
import { cholesky, sampleGaussianProcess } from '../../src/data/gaussianProcess.ts';
import { synthesize } from '../../src/data/synthesize.ts';
import { Random } from '../../src/math/random.ts';

describe('the Cholesky factor', () => {
  it('is that of a hand-computed matrix', () => {
    // [[4, 12, -16], [12, 37, -43], [-16, -43, 98]] = L Lᵀ with L = [[2], [6, 1], [-8, 5, 3]]
    const factor = cholesky(Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98), 3);
    expect([factor[0], factor[3], factor[4], factor[6], factor[7], factor[8]]).toEqual([2, 6, 1, -8, 5, 3]);
  });

  it('multiplies back to a larger matrix, and is refused where there is none', () => {
    const n = 37;
    const points = new Random(5).uniforms(n, 3);
    const matrix = Float64Array.from({ length: n * n }, (_, i) =>
      Math.exp(-Math.abs(points[Math.floor(i / n)] - points[i % n])),
    );
    const factor = cholesky(matrix.slice(), n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k <= j; k++) sum += factor[i * n + k] * factor[j * n + k];
        expect(sum).toBeCloseTo(matrix[i * n + j], 12);
      }
    }
    expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
  });
});

describe('Gaussian-process draws', () => {
  it('have the covariance of the kernel', () => {
    // Points 0, 0.5, 1 and 3 on a line: correlation exp(-d²/2) = .8825 at .5, .6065 at 1, .0111 at 3.
    const draws = 40_000;
    const values = sampleGaussianProcess(Float32Array.of(0, 0.5, 1, 3), 4, draws, new Random(11));
    const covariance = (i: number, j: number) => {
      let sum = 0;
      for (let f = 0; f < draws; f++) sum += values[i * draws + f] * values[j * draws + f];
      return sum / draws;
    };
    // The standard error of each is below 1.42 / sqrt(40000) = .007.
    expect(covariance(0, 0)).toBeCloseTo(1, 1);
    expect(Math.abs(covariance(0, 1) - 0.8825)).toBeLessThan(0.03);
    expect(Math.abs(covariance(0, 2) - 0.6065)).toBeLessThan(0.03);
    expect(Math.abs(covariance(0, 3) - 0.0111)).toBeLessThan(0.03);
  });
});

describe('the synthetic example', () => {
  const data = synthesize({ samples: 400, privateFeatures: [15, 5], seed: 7 });

  it('has the shape asked for', () => {
    expect(data.sampleIds).toHaveLength(400);
    expect(data.modalities.map(({ name, features }) => [name, features.length])).toEqual([
      ['view1', 25],
      ['view2', 15],
    ]);
    expect(data.modalities[1].features.slice(8, 12)).toEqual(['shared_9', 'shared_10', 'private_1', 'private_2']);
    expect(data.modalities[0].values).toHaveLength(400 * 25);
    expect(data.truth.map(({ name, dimensions }) => [name, dimensions])).toEqual([
      ['shared', 2],
      ['private1', 2],
      ['private2', 2],
    ]);
  });

  it('has latents from -2 to 2, and labels by the first shared one', () => {
    for (const { values } of data.truth) {
      expect(Math.min(...values)).toBeGreaterThanOrEqual(-2);
      expect(Math.max(...values)).toBeLessThan(2);
      // Uniform on [-2, 2]: variance 16 / 12.
      expect(values.reduce((sum, value) => sum + value ** 2, 0) / values.length).toBeCloseTo(4 / 3, 0);
    }
    expect([...data.labels.y]).toEqual(
      Array.from({ length: 400 }, (_, n) => (data.truth[0].values[2 * n] > 0 ? 1 : 0)),
    );
  });

  it('has features of mean 0 and variance 1 + 0.15²', () => {
    let total = 0;
    let features = 0;
    for (const { values, features: names } of data.modalities) {
      names.forEach((_, k) => {
        const column = values.filter((_value, i) => i % names.length === k);
        const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
        expect(Math.abs(mean)).toBeLessThan(0.04);
        const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
        // Standard error per feature: about 2 × .15 / sqrt(400) = .015.
        expect(Math.abs(variance - 1.0225)).toBeLessThan(0.07);
        total += variance;
        features++;
      });
    }
    expect(Math.abs(total / features - 1.0225)).toBeLessThan(0.01);
  });

  it('has shared features that follow the shared latent in both views, and private ones that do not', () => {
    // Nearest neighbour in the shared latent: a feature of that block is nearly equal there, any other is not.
    const shared = data.truth[0].values;
    const neighbour = Array.from({ length: 400 }, (_, n) => {
      let best = -1;
      let least = Number.POSITIVE_INFINITY;
      for (let m = 0; m < 400; m++) {
        const distance = (shared[2 * n] - shared[2 * m]) ** 2 + (shared[2 * n + 1] - shared[2 * m + 1]) ** 2;
        if (m !== n && distance < least) [best, least] = [m, distance];
      }
      return best;
    });
    for (const { values, features } of data.modalities) {
      features.forEach((feature, k) => {
        const width = features.length;
        const product = neighbour.reduce((sum, m, n) => sum + values[n * width + k] * values[m * width + k], 0) / 400;
        if (feature.startsWith('shared')) expect(product).toBeGreaterThan(0.9);
        else expect(Math.abs(product)).toBeLessThan(0.35);
      });
    }
  });

  it('has functions of its own in each view', () => {
    const [one, two] = data.modalities.map(({ values, features }) =>
      values.filter((_, i) => i % features.length === 0),
    );
    const correlation = one.reduce((sum, value, n) => sum + value * two[n], 0) / 400 / 1.0225;
    expect(Math.abs(correlation)).toBeLessThan(0.9);
  });

  it('repeats for a seed and differs between seeds', () => {
    expect(synthesize({ samples: 400, privateFeatures: [15, 5], seed: 7 })).toEqual(data);
    expect(synthesize({ samples: 400, privateFeatures: [15, 5], seed: 8 }).modalities[0].values).not.toEqual(
      data.modalities[0].values,
    );
  });

  it('does more than two views', () => {
    const three = synthesize({
      samples: 30,
      sharedFeatures: 2,
      privateFeatures: [1, 2, 3],
      latent: [1, 2, 3, 4],
      seed: 0,
    });
    expect(three.modalities.map(({ features }) => features.length)).toEqual([3, 4, 5]);
    expect(three.truth.map(({ name, dimensions }) => [name, dimensions])).toEqual([
      ['shared', 2],
      ['private1', 1],
      ['private2', 3],
      ['private3', 4],
    ]);
    expect(() => synthesize({ privateFeatures: [1, 2, 3], latent: [2, 2, 2], seed: 0 })).toThrow(RangeError);
  });
});
