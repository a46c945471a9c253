import { readRow } from '../../data/matrix.ts';
import { at } from '../../engine/at.ts';
import { R2 } from '../../evaluation/r2.ts';
import { type Direction, directions, sharedAlone } from '../../model/recipe.ts';
import type { R2Scores } from '../../run/runData.ts';
import type { NamedTensor } from '../../run/safetensors.ts';
import type { Prepared } from '../data/prepare.ts';
import { measuredColumns } from './measuredColumns.ts';

/** Predictions are kept up to this size for statistics, and written up to that one for the viewer; scores need none. */
export const MOST_KEPT_BYTES = 2 ** 30;
export const MOST_WRITTEN_BYTES = 256 * 2 ** 20;

interface Scored {
  readonly direction: Direction;
  readonly tally: Tally;
}

/** What is known of a prediction. With two modalities "all others" is the other one: both directions share it. */
interface Tally {
  /** the direction that it is taken from */
  readonly of: Direction;
  readonly r2: R2;
  /** [features · scored samples], one feature after another so that the viewer reads one with one read */
  readonly predicted: Float32Array | null;
  /** samples that have the target and something to predict it from */
  samples: number;
  /** the same of the predictions to compare with */
  readonly baseline: R2;
  baselineSamples: number;
}

/** A direction between modalities, as it was scored. */
export interface ScoredDirection {
  readonly direction: Direction;
  /** [features · scored samples], NaN where there is none */
  readonly actual: Float32Array;
  readonly predicted: Float32Array;
  /** R² of the predictions to compare with, NaN where they do not cover all that was scored: [features] */
  readonly baseline: Float32Array;
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
  /** of all predictions */
  readonly #bytes: number;
  /** whether it takes the predictions by the shared latent alone */
  readonly explains: boolean;

  /**
   * @param reference the modalities of the stage whose features are reported
   * @param rows the samples that will be scored, over all stages
   * @param what keep: bytes up to which predictions are kept as well; explain: score what the shared latent alone explains
   */
  constructor(
    reference: readonly Prepared[],
    rows: Int32Array,
    { keep: most, explain }: { readonly keep: number; readonly explain: boolean },
  ) {
    this.#reference = reference;
    this.#rows = rows;
    this.explains = explain;
    const names = reference.map(({ modality }) => modality.name);
    this.#position = new Int32Array(reference[0].modality.observed.length).fill(-1);
    rows.forEach((row, i) => {
      this.#position[row] = i;
    });
    const size = (direction: Direction): number => this.#of(direction.target).fitted.keep.length * rows.length;
    const named = directions(names);
    this.#bytes = named.reduce((sum, direction) => sum + 4 * size(direction), 0);
    const keep = this.#bytes <= most;
    const tallies = new Map<string, Tally>();
    this.#scored = [...named, ...(explain ? sharedAlone(names) : [])].map((direction) => {
      const { from, target, latents } = direction;
      const key = JSON.stringify([from, target, latents]);
      const features = this.#of(target).fitted.keep.length;
      const tally = tallies.get(key) ?? {
        of: direction,
        r2: new R2(features),
        predicted: keep && named.includes(direction) ? new Float32Array(size(direction)).fill(Number.NaN) : null,
        samples: 0,
        baseline: new R2(features),
        baselineSamples: 0,
      };
      tallies.set(key, tally);
      return { direction, tally };
    });
  }

  /** Whether predictions are kept, which more than scores take. */
  get keepsPredictions(): boolean {
    return this.#scored.every(({ direction, tally }) => tally.predicted !== null || !isNamed(direction));
  }

  /** Whether a direction is to be added: not where it predicts what another one does that is. */
  wants(direction: Direction): boolean {
    const { of } = this.#find(direction);
    return of.source === direction.source && of.latents === direction.latents;
  }

  /** The samples that are scored, over all stages. */
  get rows(): Int32Array {
    return this.#rows;
  }

  /** @param predicted on the scale of `Prepared.actual`: [rows · features of the stage] */
  add(direction: Direction, stage: readonly Prepared[], rows: Int32Array, predicted: Float32Array): void {
    const target = modalityOf(stage, direction.target);
    const scored = this.#find(direction);
    const { fitted, actual } = target;
    const features = fitted.keep.length;
    const columns = columnsIn(this.#of(direction.target).fitted.keep, fitted.keep);
    const measured = new Float32Array(features);
    rows.forEach((row, i) => {
      if (!canPredict(direction, stage, row)) return;
      scored.samples++;
      readRow(actual, row, measured);
      scored.r2.addRow(measured, predicted, i * features, columns);
      if (scored.predicted === null) return;
      for (let d = 0, to = this.#position[row]; d < columns.length; d++, to += this.#rows.length) {
        if (columns[d] >= 0) scored.predicted[to] = predicted[i * features + columns[d]];
      }
    });
  }

  /**
   * Adds predictions to compare with.
   * @param rows that the direction can be scored on
   * @param predicted on the scale of `Prepared.actual`: [features of the stage · rows]
   */
  addBaseline(direction: Direction, stage: readonly Prepared[], rows: Int32Array, predicted: Float32Array): void {
    const { fitted, actual } = modalityOf(stage, direction.target);
    const features = fitted.keep.length;
    const scored = this.#find(direction);
    scored.baselineSamples += rows.length;
    const columns = columnsIn(this.#of(direction.target).fitted.keep, fitted.keep);
    const measured = new Float32Array(features);
    rows.forEach((row, i) => {
      readRow(actual, row, measured);
      for (let d = 0; d < columns.length; d++) {
        const column = columns[d];
        if (column >= 0) scored.baseline.add(d, measured[column], predicted[column * rows.length + i]);
      }
    });
  }

  /** Held-out samples that a direction was scored on. */
  samples(source: string, target: string): number {
    const scored = this.#scored.find(
      ({ direction }) => direction.source === source && direction.target === target && isNamed(direction),
    );
    return scored?.tally.samples ?? 0;
  }

  /** R² per feature of every direction between modalities, and of each modality from itself. */
  scores(): R2Scores {
    return {
      targets: this.#reference.map(({ modality: { name, features }, fitted: { keep } }) => ({
        name,
        features: Array.from(keep, (column) => features[column]),
        self: this.#self(name, 'all'),
        verdicts: null,
      })),
      pairs: this.#scored
        .filter(({ direction }) => direction.source !== direction.target)
        .map(({ direction: { source, target }, tally }) => ({
          source,
          target,
          r2: tally.r2.scores(),
          statistics: null,
        })),
    };
  }

  /** R² of a modality from itself by its shared latent alone: [features] */
  sharedAlone(modality: string): Float32Array {
    return this.#self(modality, 'shared');
  }

  /** Every direction between modalities, in the order of `scores().pairs`; none where predictions were not kept. */
  directions(): ScoredDirection[] {
    const actual = new Map(this.#reference.map((prepared) => [prepared.modality.name, this.#actual(prepared)]));
    return this.#scored.flatMap(({ direction, tally: { predicted, samples, baseline, baselineSamples } }) => {
      if (direction.source === direction.target || !predicted) return [];
      const complete = baselineSamples === samples;
      const baselineR2 = baseline.scores().map((r2) => (complete ? r2 : Number.NaN));
      return [{ direction, actual: at(actual, direction.target), predicted, baseline: baselineR2 }];
    });
  }

  /**
   * Held-out samples, what was measured and what was predicted, as predictions.safetensors keeps it.
   * @returns null where they were not kept, or are too large
   */
  predictions(sampleIds: readonly string[]): { tensors: NamedTensor[]; metadata: Record<string, string> } | null {
    if (this.#bytes > MOST_WRITTEN_BYTES) return null;
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
    for (const { direction, tally } of this.#scored.filter((one) => isNamed(one.direction))) {
      const { predicted, r2 } = tally;
      if (!predicted) return null;
      const key = `${direction.source}/${direction.target}`;
      const features = predicted.length / this.#rows.length;
      tensors.push({ name: `predicted/${key}`, shape: [features, this.#rows.length], values: predicted });
      tensors.push({ name: `r2/${key}`, shape: [features, 1], values: r2.scores() });
    }
    return { tensors, metadata };
  }

  #actual(prepared: Prepared): Float32Array {
    return measuredColumns(prepared, this.#rows);
  }

  #self(modality: string, latents: Direction['latents']): Float32Array {
    return this.#find({ source: modality, from: [modality], target: modality, latents }).r2.scores();
  }

  #find({ source, target, latents }: Direction): Tally {
    const found = this.#scored.find(
      ({ direction }) => direction.source === source && direction.target === target && direction.latents === latents,
    );
    if (!found) throw new Error(`${source} → ${target} was not asked for`);
    return found.tally;
  }

  #of(name: string): Prepared {
    return modalityOf(this.#reference, name);
  }
}

/** Whether a sample has the target of a direction and something to predict it from. */
export function canPredict({ from, target }: Direction, prepared: readonly Prepared[], row: number): boolean {
  const has = (name: string): boolean => modalityOf(prepared, name).modality.observed[row] === 1;
  return has(target) && from.some(has);
}

/** Tables name a direction by source and target: from a modality to itself, by all of its latents. */
function isNamed({ source, target, latents }: Direction): boolean {
  return source !== target || latents === 'all';
}

export function modalityOf(prepared: readonly Prepared[], name: string): Prepared {
  const found = prepared.find(({ modality }) => modality.name === name);
  if (!found) throw new Error(`no modality ${name}`);
  return found;
}

/** For each of `wanted`, its position in `present`, −1 where it is not there; both ascending. */
function columnsIn(wanted: Int32Array, present: Int32Array): Int32Array {
  const positions = new Map(Array.from(present, (column, i) => [column, i]));
  return wanted.map((column) => positions.get(column) ?? -1);
}
