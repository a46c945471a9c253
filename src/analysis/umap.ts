import { setImmediate as breathe } from 'node:timers/promises';
import { UMAP } from 'umap-js';
import { Random } from '../math/random.ts';
import type { LatentBlock, Umap } from '../run/runData.ts';
import { UserError } from '../run/userError.ts';

/** Neighbours of each sample that the map tries to keep; UMAP's default. */
const NEIGHBOURS = 15;
/** Below it there is nothing to lay out. */
const FEWEST_SAMPLES = 4;
/** A map of more samples is fitted on so many; the others are placed among them. */
const MOST_FITTED = 20_000;
/** Samples placed at once. */
const PLACED_AT_ONCE = 1000;
const TELL_MS = 200;

export interface Listener {
  /** what is being done, in words */
  readonly progress: (text: string) => void;
  /** ends the work, with the signal's reason as the error */
  readonly signal: AbortSignal;
}

/**
 * Lays a block of latents out by UMAP (McInnes, Healy and Melville 2018, arXiv 1802.03426), the same to the bit for the
 * same latents and seed.
 * @param strata class of each sample, −1 = none, which a fit on some samples represents evenly; null = take them evenly
 * @throws UserError for fewer samples than a map takes
 */
export async function layOut(
  { name, dimensions }: LatentBlock,
  strata: Int32Array | null,
  seed: number,
  { progress, signal }: Listener,
): Promise<Umap> {
  const rows = Array.from(dimensions[0].keys()).filter((row) => !Number.isNaN(dimensions[0][row]));
  if (rows.length < FEWEST_SAMPLES) {
    throw new UserError(
      `UMAP takes at least ${FEWEST_SAMPLES} samples, and ${name} has ${rows.length}. Look at its dimensions instead.`,
    );
  }
  const fitted = rows.length > MOST_FITTED ? evenly(rows, strata, MOST_FITTED) : rows;
  const neighbours = Math.min(NEIGHBOURS, fitted.length - 1);
  const random = new Random(seed);
  const map = new UMAP({ nNeighbors: neighbours, random: () => random.uniform() });
  const point = (row: number): number[] => dimensions.map((values) => values[row]);
  const x = new Float32Array(dimensions[0].length).fill(Number.NaN);
  const y = x.slice();
  const place = (some: readonly number[], positions: readonly number[][]): void => {
    for (const [i, row] of some.entries()) [x[row], y[row]] = positions[i];
  };
  const tell = atTimes(progress);
  const goOn = async (): Promise<void> => {
    await breathe();
    signal.throwIfAborted();
  };

  const count = (samples: number): string => samples.toLocaleString('en');
  progress(`UMAP: finding the neighbours of ${count(fitted.length)} samples`);
  await goOn();
  const epochs = map.initializeFit(fitted.map(point));
  for (let epoch = 1; epoch <= epochs; epoch++) {
    map.step();
    tell(() => `UMAP: ${Math.floor((100 * epoch) / epochs)} % of ${count(fitted.length)} samples laid out`);
    await goOn();
  }
  place(fitted, map.getEmbedding());

  const known = new Set(fitted);
  const others = rows.filter((row) => !known.has(row));
  for (let start = 0; start < others.length; start += PLACED_AT_ONCE) {
    tell(() => `UMAP: ${count(start)} of ${count(others.length)} other samples placed`);
    await goOn();
    const some = others.slice(start, start + PLACED_AT_ONCE);
    place(some, map.transform(some.map(point)));
  }
  return { block: name, x, y, fitted: fitted.length, samples: rows.length, neighbours, seed };
}

/** So many of the rows, at even distances once they are ordered by stratum: each has its share. Ascending. */
function evenly(rows: readonly number[], strata: Int32Array | null, count: number): number[] {
  const ordered = strata ? [...rows].sort((a, b) => strata[a] - strata[b] || a - b) : rows;
  const step = rows.length / count;
  return Array.from({ length: count }, (_, i) => ordered[Math.floor((i + 0.5) * step)]).sort((a, b) => a - b);
}

/** Tells now and then. */
function atTimes(progress: (text: string) => void): (text: () => string) => void {
  let told = 0;
  return (text) => {
    if (performance.now() - told < TELL_MS) return;
    told = performance.now();
    progress(text());
  };
}
