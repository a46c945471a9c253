import * as tf from '@tensorflow/tfjs-core';
import { encode, predict, privateMean, sharedMean } from './inference.ts';
import type { MultimodalVae } from './multimodalVae.ts';
import type { ResidentData } from './residentData.ts';

/** Bounds the memory of evaluation, whatever the number of samples. */
const ROWS_AT_ONCE = 1024;

/** A prediction to make: `target` from the modalities `from`; `source` names it in tables ("all" = every other modality). */
export interface Direction {
  readonly source: string;
  readonly from: readonly string[];
  readonly target: string;
}

/** Every source → target, source "all" last, and each modality from itself. */
export function directions(modalities: readonly string[]): Direction[] {
  return modalities.flatMap((target) => {
    const others = modalities.filter((name) => name !== target);
    return [
      { source: target, from: [target], target },
      ...others.map((source) => ({ source, from: [source], target })),
      { source: 'all', from: others, target },
    ];
  });
}

/** Calls `visit` with the predictions of each direction, [rows · features], a bounded number of samples at a time. */
export async function predictRows(
  vae: MultimodalVae,
  data: ResidentData,
  rows: Int32Array,
  visit: (direction: Direction, rows: Int32Array, predicted: Float32Array) => void,
): Promise<void> {
  const wanted = directions(vae.modalities);
  for (const part of parts(rows)) {
    const predicted = tf.tidy(() => {
      const encoded = encode(vae, data.measurements(part));
      return wanted.map(({ from, target }) => predict(vae, encoded, from, target));
    });
    for (const [i, tensor] of predicted.entries()) {
      visit(wanted[i], part, await floats(tensor));
      tensor.dispose();
    }
  }
}

/**
 * Posterior means of every block, [rows · dimensions] each: "shared" from all modalities that a sample has, and
 * "private_<modality>". Private values of a modality that a sample lacks are meaningless; the caller knows which.
 */
export async function latentRows(
  vae: MultimodalVae,
  data: ResidentData,
  rows: Int32Array,
): Promise<Map<string, Float32Array>> {
  const names = vae.modalities;
  const collected = new Map<string, Float32Array[]>();
  for (const part of parts(rows)) {
    const blocks = tf.tidy(() => {
      const encoded = encode(vae, data.measurements(part));
      return {
        shared: sharedMean(vae, encoded, names),
        ...Object.fromEntries(names.map((name) => [`private_${name}`, privateMean(encoded, name)])),
      };
    });
    for (const [block, tensor] of Object.entries(blocks)) {
      collected.set(block, [...(collected.get(block) ?? []), await floats(tensor)]);
      tensor.dispose();
    }
  }
  return new Map([...collected].map(([block, pieces]) => [block, concatenate(pieces)]));
}

function* parts(rows: Int32Array): Iterable<Int32Array> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) yield rows.subarray(from, from + ROWS_AT_ONCE);
}

async function floats(tensor: tf.Tensor): Promise<Float32Array> {
  return Float32Array.from(await tensor.data());
}

function concatenate(pieces: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    out.set(piece, offset);
    offset += piece.length;
  }
  return out;
}
