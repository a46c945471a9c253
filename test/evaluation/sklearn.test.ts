import { describe, expect, it } from 'vitest';
import { auc } from '../../src/evaluation/auc.ts';
import { scoreClassification } from '../../src/evaluation/classification.ts';
import { fitLogisticRegression } from '../../src/evaluation/logisticRegression.ts';
import { R2 } from '../../src/evaluation/r2.ts';
import oracle from './oracle/sklearn.json' with { type: 'json' };

// Recorded with test/evaluation/oracle/make.py (scikit-learn 1.2.1).
const TRAIN = 40;
const x = Float64Array.from(oracle.x.flat());
const [train, test] = [x.subarray(0, 2 * TRAIN), x.subarray(2 * TRAIN)];

describe('logistic regression', () => {
  it('gives scikit-learn’s probabilities for two classes', () => {
    const p = fitLogisticRegression(train, oracle.y.slice(0, TRAIN), 2, 2).predict(test);
    oracle.p.forEach((expected, i) => {
      expect(p[2 * i + 1]).toBeCloseTo(expected, 5);
    });
  });

  it('gives scikit-learn’s probabilities for three classes', () => {
    const p = fitLogisticRegression(train, oracle.y3.slice(0, TRAIN), 2, 3).predict(test);
    oracle.p3.flat().forEach((expected, i) => {
      expect(Math.abs(p[i] - expected)).toBeLessThan(1e-3);
    });
  });

  it('stays finite where the classes are separable', () => {
    const p = fitLogisticRegression(Float64Array.of(-2, -1, 1, 2), [0, 0, 1, 1], 1, 2).predict(Float64Array.of(-3, 3));
    expect(p[1]).toBeLessThan(0.01);
    expect(p[3]).toBeGreaterThan(0.99);
  });

  it('predicts the base rate from an input that says nothing', () => {
    const p = fitLogisticRegression(new Float64Array(4).fill(5), [0, 1, 1, 1], 1, 2).predict(Float64Array.of(5));
    expect(p[1]).toBeCloseTo(0.75, 4);
  });
});

describe('classification of held-out samples', () => {
  it.each([
    [2, oracle.y, oracle.auc, oracle.acc],
    [3, oracle.y3, oracle.auc3, oracle.acc3],
  ])('AUC and accuracy of %i classes', (classes, codes, expectedAuc, accuracy) => {
    const score = scoreClassification(
      { latents: Float32Array.from(train), codes: codes.slice(0, TRAIN) },
      { latents: Float32Array.from(test), codes: codes.slice(TRAIN) },
      2,
      classes,
    );
    expect(score?.auc).toBeCloseTo(expectedAuc, 2);
    expect(score?.accuracy).toBeCloseTo(accuracy, 6);
    expect(score?.samples).toBe(20);
  });

  it('leaves samples without a label out, and says null where there is one class to learn', () => {
    const block = { latents: Float32Array.of(1, 2, 3), codes: [0, 0, -1] };
    expect(scoreClassification(block, block, 1, 2)).toBeNull();
  });
});

describe('AUC', () => {
  it('counts ties half, as scikit-learn does', () => {
    const { scores, y, auc: expected } = oracle.ties;
    expect(auc(scores, y.map(Boolean))).toBeCloseTo(expected, 12);
  });

  it('is NaN without one of the classes', () => {
    expect(auc([1, 2], [true, true])).toBeNaN();
  });
});

describe('R²', () => {
  const pooled = (offset: number): R2 => {
    const r2 = new R2(3);
    for (const [n, row] of oracle.a.entries()) {
      for (const [d, actual] of row.entries()) r2.add(d, actual + offset, oracle.b[n][d] + offset);
    }
    return r2;
  };

  it('is scikit-learn’s r2_score, negative ones included', () => {
    oracle.r2.forEach((expected, d) => {
      expect(pooled(0).score(d) / expected).toBeCloseTo(1, 10);
    });
  });

  it('does not depend on where zero is', () => {
    oracle.r2.forEach((expected, d) => {
      expect(pooled(1e4).score(d) / expected).toBeCloseTo(1, 6);
    });
  });

  it('leaves missing cells out', () => {
    const r2 = pooled(0);
    r2.add(0, Number.NaN, 1);
    r2.add(0, 1, Number.NaN);
    expect(r2.score(0)).toBeCloseTo(oracle.r2[0], 10);
  });

  it('is NaN for a feature that does not vary, and for fewer than two samples', () => {
    const r2 = new R2(2);
    for (const value of [0.1, 0.1, 0.1]) r2.add(0, value, 0.2);
    r2.add(1, 3, 3);
    expect(r2.scores()).toEqual(Float32Array.of(Number.NaN, Number.NaN));
  });
});
