import { multiply } from '../../engine/matrixProduct.ts';
import { ridgePredictions, rowsForRidge } from '../../evaluation/ridge.ts';
import { type Direction, directions } from '../../model/recipe.ts';
import type { Prepared } from '../data/prepare.ts';
import type { StageModel } from '../stageModel.ts';
import { canPredict, type HeldOutScores, modalityOf } from './heldOutScores.ts';

/**
 * Predicts the held-out samples of a stage by ridge regression from the same sources, learned from the same training
 * samples, as the baseline to compare the model with. Tables that a sample lacks are at their training means.
 * @param goOn asked before every direction
 */
export async function addRidgeBaseline(
  scores: HeldOutScores,
  { prepared, stage, vae }: StageModel,
  goOn: () => Promise<boolean>,
): Promise<void> {
  const known = new Map<string, Float32Array>();
  for (const direction of directions(vae.modalities)) {
    const { source, target, from } = direction;
    if (source === target) continue;
    const key = JSON.stringify([target, from]);
    const rows = stage.test.filter((row) => canPredict(direction, prepared, row));
    const train = stage.train.filter((row) => canPredict(direction, prepared, row));
    if (train.length < 3 || !(await goOn())) continue;
    const predicted = known.get(key) ?? (await predictRows(direction, prepared, train, rows));
    known.set(key, predicted);
    scores.addBaseline(direction, prepared, rows, predicted);
  }
}

/** On the scale of the target's `actual`: [features · rows] */
async function predictRows(
  { from, target }: Direction,
  prepared: readonly Prepared[],
  train: Int32Array,
  rows: Int32Array,
): Promise<Float32Array> {
  const sources = from.map((name) => modalityOf(prepared, name));
  const inputs = sources.reduce((sum, { arrays }) => sum + arrays.features, 0);
  const sideBySide = (some: Int32Array): Float32Array => {
    const out = new Float32Array(some.length * inputs);
    some.forEach((row, i) => {
      let at = i * inputs;
      for (const { arrays } of sources) {
        const { x, features } = arrays;
        out.set(x.subarray(row * features, (row + 1) * features), at);
        at += features;
      }
    });
    return out;
  };
  const chosen = rowsForRidge(train, inputs);
  const y = columnsOf(modalityOf(prepared, target), chosen);
  const fit = await ridgePredictions({ x: sideBySide(chosen), inputs, y, heldOut: sideBySide(rows) }, multiply);
  return fit.predicted;
}

/** Some rows of what was measured, gaps filled by the mean of the others: [features · rows] */
function columnsOf({ actual, fitted }: Prepared, rows: Int32Array): Float32Array {
  const features = fitted.keep.length;
  const out = new Float32Array(features * rows.length);
  for (let d = 0; d < features; d++) {
    const column = out.subarray(d * rows.length, (d + 1) * rows.length);
    let count = 0;
    let mean = 0;
    rows.forEach((row, i) => {
      column[i] = actual[row * features + d];
      if (!Number.isNaN(column[i])) mean += (column[i] - mean) / ++count;
    });
    for (let i = 0; i < column.length; i++) if (Number.isNaN(column[i])) column[i] = mean;
  }
  return out;
}
