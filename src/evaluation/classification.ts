import { mean } from '../math/statistics.ts';
import { auc } from './auc.ts';
import { fitLogisticRegression } from './logisticRegression.ts';

/** How well a latent block tells the classes of a label apart. */
export interface ClassificationScore {
  /** held-out samples scored */
  readonly samples: number;
  readonly accuracy: number;
  /** macro average over the classes for more than two */
  readonly auc: number;
}

/** Latents of the samples that have them, with the class of each; −1 = not known. */
export interface LabelledLatents {
  /** [samples · dimensions] */
  readonly latents: Float32Array;
  readonly codes: ArrayLike<number>;
}

/**
 * Logistic regression trained on the training latents, scored on held-out latents.
 * @returns null where there are fewer than two classes to learn or none to score
 */
export function scoreClassification(
  train: LabelledLatents,
  test: LabelledLatents,
  dimensions: number,
  classes: number,
): ClassificationScore | null {
  const [x, y] = labelled(train, dimensions);
  const [held, truth] = labelled(test, dimensions);
  if (new Set(y).size < 2 || truth.length === 0) return null;
  const p = fitLogisticRegression(x, y, dimensions, classes).predict(held);
  const column = (c: number): Float64Array => Float64Array.from(truth, (_, i) => p[i * classes + c]);
  const correct = truth.filter((code, i) => {
    const row = p.subarray(i * classes, (i + 1) * classes);
    return row.indexOf(Math.max(...row)) === code;
  });
  const scored = classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c);
  return {
    samples: truth.length,
    accuracy: correct.length / truth.length,
    auc: mean(
      scored.map((c) =>
        auc(
          column(c),
          truth.map((code) => code === c),
        ),
      ),
    ),
  };
}

function labelled({ latents, codes }: LabelledLatents, dimensions: number): [Float64Array, number[]] {
  const rows = Array.from({ length: codes.length }, (_, i) => i).filter((i) => codes[i] >= 0);
  const x = new Float64Array(rows.length * dimensions);
  rows.forEach((row, i) => {
    x.set(latents.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions);
  });
  return [x, rows.map((row) => codes[row])];
}
