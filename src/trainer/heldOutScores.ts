import { R2 } from '../evaluation/r2.ts';
import type { Direction } from '../model/recipe.ts';
import type { R2Scores } from '../run/runData.ts';
import type { NamedTensor } from '../run/safetensors.ts';
import type { Prepared } from './prepare.ts';

/** Predictions are kept for the viewer up to this size; scores need none of them. */
const MOST_KEPT_BYTES = 256 * 2 ** 20;

interface Scored {
  readonly direction: Direction;
  readonly r2: R2;
  /** [features · scored samples], one feature after another so that the viewer reads one with one read */
  readonly predicted: Float32Array | null;
  /** samples that have the target and something to predict it from */
  samples: number;
}

/**
 * Held-out scores of every direction, pooled over the stages that are added. Everything is compared on the scale of
 * `Prepared.actual`, which the folds share. Features are those of `reference`.
 */
export class HeldOutScores {
  readonly #reference: readonly Prepared[];
  readonly #scored: readonly Scored[];
  /** position of a sample among the scored ones, −1 where it is not scored */
  readonly #position: Int32Array;
  readonly #rows: Int32Array;

  /**
   * @param reference the modalities of the stage whose features are reported
   * @param rows the samples that will be scored, over all stages
   * @param keepPredictions keep what was predicted as well, where it is not too large
   */
  constructor(
    reference: readonly Prepared[],
    wanted: readonly Direction[],
    rows: Int32Array,
    keepPredictions: boolean,
  ) {
    this.#reference = reference;
    this.#rows = rows;
    this.#position = new Int32Array(reference[0].modality.observed.length).fill(-1);
    rows.forEach((row, i) => {
      this.#position[row] = i;
    });
    const size = (direction: Direction): number => this.#of(direction.target).fitted.keep.length * rows.length;
    const bytes = wanted.reduce((sum, direction) => sum + 4 * size(direction), 0);
    const keep = keepPredictions && bytes <= MOST_KEPT_BYTES;
    this.#scored = wanted.map((direction) => ({
      direction,
      r2: new R2(this.#of(direction.target).fitted.keep.length),
      predicted: keep ? new Float32Array(size(direction)).fill(Number.NaN) : null,
      samples: 0,
    }));
  }

  /** @param predicted means, as the decoders of `stage` give them: [rows · features of the stage] */
  add(direction: Direction, stage: readonly Prepared[], rows: Int32Array, predicted: Float32Array): void {
    const target = stage.find(({ modality }) => modality.name === direction.target);
    const scored = this.#scored.find(
      (entry) => entry.direction.source === direction.source && entry.direction.target === direction.target,
    );
    if (!target || !scored) throw new Error(`${direction.source} → ${direction.target} was not asked for`);
    const { fitted, actual } = target;
    const features = fitted.keep.length;
    const values = target.comparable(predicted);
    const columns = columnsIn(this.#of(direction.target).fitted.keep, fitted.keep);
    const sources = stage.filter(({ modality }) => direction.from.includes(modality.name));
    rows.forEach((row, i) => {
      if (!target.modality.observed[row] || !sources.some(({ modality }) => modality.observed[row])) return;
      scored.samples++;
      columns.forEach((column, d) => {
        if (column < 0) return;
        const value = values[i * features + column];
        scored.r2.add(d, actual[row * features + column], value);
        if (scored.predicted) scored.predicted[d * this.#rows.length + this.#position[row]] = value;
      });
    });
  }

  /** Held-out samples that a direction was scored on. */
  samples(source: string, target: string): number {
    const scored = this.#scored.find(({ direction }) => direction.source === source && direction.target === target);
    return scored?.samples ?? 0;
  }

  /** R² per feature of every direction between modalities, and of each modality from itself. */
  scores(): R2Scores {
    return {
      targets: this.#reference.map((prepared) => {
        const { name, features } = prepared.modality;
        const self = this.#scored.find(({ direction }) => direction.source === name && direction.target === name);
        return {
          name,
          features: Array.from(prepared.fitted.keep, (column) => features[column]),
          self: self ? self.r2.scores() : new Float32Array(prepared.fitted.keep.length).fill(Number.NaN),
          verdicts: null,
        };
      }),
      pairs: this.#scored
        .filter(({ direction }) => direction.source !== direction.target)
        .map(({ direction: { source, target }, r2 }) => ({ source, target, r2: r2.scores(), statistics: null })),
    };
  }

  /**
   * Held-out samples, what was measured and what was predicted, as predictions.safetensors keeps it.
   * @returns null where they were not kept
   */
  predictions(sampleIds: readonly string[]): { tensors: NamedTensor[]; metadata: Record<string, string> } | null {
    const tensors: NamedTensor[] = [];
    const metadata: Record<string, string> = {
      samples: JSON.stringify(Array.from(this.#rows, (row) => sampleIds[row])),
    };
    for (const prepared of this.#reference) {
      const { name, features } = prepared.modality;
      const { keep } = prepared.fitted;
      metadata[`features/${name}`] = JSON.stringify(Array.from(keep, (column) => features[column]));
      metadata[`unit/${name}`] = prepared.unit;
      tensors.push({ name: `actual/${name}`, shape: [keep.length, this.#rows.length], values: this.#actual(prepared) });
    }
    for (const { direction, r2, predicted } of this.#scored) {
      if (!predicted) return null;
      const key = `${direction.source}/${direction.target}`;
      const features = predicted.length / this.#rows.length;
      tensors.push({ name: `predicted/${key}`, shape: [features, this.#rows.length], values: predicted });
      tensors.push({ name: `r2/${key}`, shape: [features, 1], values: r2.scores() });
    }
    return { tensors, metadata };
  }

  #actual({ actual, fitted }: Prepared): Float32Array {
    const features = fitted.keep.length;
    const out = new Float32Array(features * this.#rows.length);
    this.#rows.forEach((row, i) => {
      for (let d = 0; d < features; d++) out[d * this.#rows.length + i] = actual[row * features + d];
    });
    return out;
  }

  #of(name: string): Prepared {
    const prepared = this.#reference.find(({ modality }) => modality.name === name);
    if (!prepared) throw new Error(`no modality ${name}`);
    return prepared;
  }
}

/** For each of `wanted`, its position in `present`, −1 where it is not there; both ascending. */
function columnsIn(wanted: Int32Array, present: Int32Array): Int32Array {
  const positions = new Map(Array.from(present, (column, i) => [column, i]));
  return wanted.map((column) => positions.get(column) ?? -1);
}
