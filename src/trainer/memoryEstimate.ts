import { placementFor } from '../engine/execution.ts';
import { RESAMPLES } from '../evaluation/bootstrap.ts';
import { directions } from '../model/recipe.ts';
import { rowsAtOnce } from '../model/rowsAtOnce.ts';
import { mostKept } from '../run/mostKept.ts';
import type { Study } from '../run/study.ts';
import { MOST_KEPT_BYTES } from './scores/heldOutScores.ts';
import type { TableSize } from './tableSize.ts';

const NUMBER = Float32Array.BYTES_PER_ELEMENT;
/** Process, libraries, an engine without data, and what scores take: a training on tables of a few hundred numbers. */
const BASE = { tensorflow: 480e6, wasm: 150e6 } as const;
/** The table transformed and standardised, and its features picked. */
const COPIES_OF_TABLES = 3;
/** Weights, their gradient, Adam's two moments, and all of them again as a checkpoint is written. */
const COPIES_OF_WEIGHTS = 10;
/** Of the outputs of a minibatch, forward and backward. */
const COPIES_OF_OUTPUTS = 6;
/** Of a target's held-out values while its intervals are made, and numbers for each resample of a feature. */
const COPIES_OF_SCORED = 6;
const NUMBERS_A_RESAMPLE = 4;
/** Of the predictions that are made at once, on the engine and beside it. */
const COPIES_OF_PREDICTIONS = 4;

/** What training asks of memory besides its tables. */
interface Demand {
  readonly engine: keyof typeof BASE;
  readonly batch: number;
  /** into one target, at most */
  readonly paths: number;
  /** samples that are predicted, over all models */
  readonly heldOut: number;
}

/** Bytes of a table as it is read. */
export function tableMemory({ samples, features, stored }: TableSize): number {
  // A stored cell is its value and its column.
  return NUMBER * (stored === null ? samples * features : 2 * stored + samples);
}

/**
 * Bytes that a training takes at its peak: process and engine, tables as read, as prepared and as the engine holds them,
 * weights, one minibatch, and the predictions of held-out samples.
 */
export function peakMemory(
  { modalities, model }: Study,
  tables: readonly TableSize[],
  { engine, batch, paths, heldOut }: Demand,
): number {
  const kept = tables.map((table, m) => {
    const features = mostKept(table.features, modalities[m]);
    return { ...table, features, layout: table.stored === null ? ('dense' as const) : ('sparse' as const) };
  });
  const rows = kept[0].samples;
  const held = kept.map(({ features, layout }) => ({ columns: features, layout }));
  const resident = engine === 'tensorflow' && placementFor({ rows, tables: held }) === 'resident';
  const [width = 0] = model.hidden;
  const features = sum(kept.map((table) => table.features));
  const predicted = sum(
    directions(kept.map(({ name }) => name)).map(
      ({ target }) => kept.find(({ name }) => name === target)?.features ?? 0,
    ),
  );
  const minibatch = COPIES_OF_OUTPUTS * paths * batch * features;
  const widest = Math.max(...kept.map((table) => table.features));
  const predicting = COPIES_OF_PREDICTIONS * predicted * rowsAtOnce(predicted, heldOut);
  const scoring = predicting + widest * (COPIES_OF_SCORED * heldOut + NUMBERS_A_RESAMPLE * RESAMPLES);
  return (
    BASE[engine] +
    sum(tables.map(tableMemory)) +
    COPIES_OF_TABLES * sum(kept.map(tableMemory)) +
    (resident ? NUMBER * rows * features : 0) +
    COPIES_OF_WEIGHTS * NUMBER * 2 * width * features +
    NUMBER * Math.max(minibatch, scoring) +
    Math.min(MOST_KEPT_BYTES, NUMBER * predicted * heldOut)
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
