import { at } from '../../engine/at.ts';
import { multiply } from '../../engine/matrixProduct.ts';
import { copyRow } from '../../engine/rows.ts';
import { ridgePredictions, rowsForRidge } from '../../evaluation/ridge.ts';
import { type Direction, directions } from '../../model/recipe.ts';
import type { Prepared } from '../data/prepare.ts';
import type { StageModel } from '../stageModel.ts';
import { canPredict, type HeldOutScores, modalityOf } from './heldOutScores.ts';
import { measuredColumns } from './measuredColumns.ts';

/** Targets that are learned from the same sources and the same training samples: one decomposition serves them all. */
interface Task {
  readonly from: readonly string[];
  readonly train: Int32Array;
  readonly directions: Direction[];
}

/**
 * Predicts the held-out samples of a stage by ridge regression from the same sources, learned from the same training
 * samples, as the baseline to compare the model with. Tables that a sample lacks are at their training means.
 * @param goOn asked before every regression
 */
export async function addRidgeBaseline(
  scores: HeldOutScores,
  { prepared, stage, vae }: StageModel,
  goOn: () => Promise<boolean>,
): Promise<void> {
  for (const { from, train, directions } of tasksOf(prepared, stage.train, vae.modalities)) {
    if (!(await goOn())) return;
    const sources = from.map((name) => modalityOf(prepared, name));
    const rows = stage.test.filter((row) => sources.some(({ modality }) => modality.observed[row]));
    const targets = [...new Set(directions.map(({ target }) => target))];
    const predicted = await predictRows(
      sources,
      targets.map((name) => modalityOf(prepared, name)),
      train,
      rows,
    );
    for (const direction of directions.filter((one) => scores.wants(one))) {
      const here = stage.test.filter((row) => canPredict(direction, prepared, row));
      const values = predicted[targets.indexOf(direction.target)];
      scores.addBaseline(direction, prepared, here, pick(values, rows, here));
    }
  }
}

function tasksOf(prepared: readonly Prepared[], training: Int32Array, modalities: readonly string[]): Task[] {
  const tasks = new Map<string, Task>();
  for (const direction of directions(modalities)) {
    const { source, target, from } = direction;
    if (source === target) continue;
    const train = training.filter((row) => canPredict(direction, prepared, row));
    if (train.length < 3) continue;
    const key = JSON.stringify([from, train.join()]);
    const task = tasks.get(key) ?? { from, train, directions: [] };
    task.directions.push(direction);
    tasks.set(key, task);
  }
  return [...tasks.values()];
}

/** On the scale of each target's `actual`: [features · rows] each */
async function predictRows(
  sources: readonly Prepared[],
  targets: readonly Prepared[],
  train: Int32Array,
  rows: Int32Array,
): Promise<Float32Array[]> {
  const inputs = sources.reduce((sum, { arrays }) => sum + arrays.features, 0);
  const sideBySide = (some: Int32Array): Float32Array => {
    const out = new Float32Array(some.length * inputs);
    some.forEach((row, i) => {
      let start = i * inputs;
      for (const { arrays, fill } of sources) {
        if (arrays.observed[row]) copyRow(arrays.x, row, out, start);
        else out.set(fill, start);
        start += arrays.features;
      }
    });
    return out;
  };
  const chosen = rowsForRidge(train, inputs);
  const y = concatenated(targets.map((target) => columnsOf(target, chosen)));
  const { predicted } = await ridgePredictions(
    { x: sideBySide(chosen), inputs, y, heldOut: sideBySide(rows) },
    multiply,
  );
  let from = 0;
  return targets.map(({ fitted }) => {
    const size = fitted.keep.length * rows.length;
    from += size;
    return predicted.subarray(from - size, from);
  });
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0];
  const out = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const part of parts) {
    out.set(part, from);
    from += part.length;
  }
  return out;
}

/** Some of the rows: [features · rows] → [features · some] */
function pick(values: Float32Array, rows: Int32Array, some: Int32Array): Float32Array {
  if (some.length === rows.length) return values;
  const position = new Map(Array.from(rows, (row, i) => [row, i]));
  const positions = some.map((row) => at(position, row));
  const features = values.length / rows.length;
  const out = new Float32Array(features * some.length);
  for (let d = 0; d < features; d++) {
    positions.forEach((position, i) => {
      out[d * some.length + i] = values[d * rows.length + position];
    });
  }
  return out;
}

/** Some rows of what was measured, gaps filled by the mean of the others: [features · rows] */
function columnsOf(prepared: Prepared, rows: Int32Array): Float32Array {
  const out = measuredColumns(prepared, rows);
  for (let from = 0; from < out.length; from += rows.length) {
    const column = out.subarray(from, from + rows.length);
    let count = 0;
    let mean = 0;
    for (const value of column) if (!Number.isNaN(value)) mean += (value - mean) / ++count;
    for (let i = 0; i < column.length; i++) if (Number.isNaN(column[i])) column[i] = mean;
  }
  return out;
}
