import { mean } from '../math/statistics.ts';
import type { HistoryEntry } from '../run/history.ts';

/** A fall of median R² by this much is more than the wobble of single evaluations. */
const FALL = 0.03;

/** How held-out R² went over the epochs, as one number: the mean over directions, and over folds, of the median R². */
export interface HeldOutCourse {
  /** the epoch with the highest value */
  readonly bestEpoch: number;
  readonly best: number;
  readonly last: number;
  /** true where the model had predicted held-out samples clearly better before it ended */
  readonly fell: boolean;
}

/** @returns null where fewer than three epochs were scored */
export function heldOutCourse(history: readonly HistoryEntry[]): HeldOutCourse | null {
  const epochs = new Map<number, number[]>();
  for (const { epoch, r2 } of history) {
    for (const { source, median } of r2 ?? []) {
      if (source === 'all' || median === null) continue;
      epochs.set(epoch, [...(epochs.get(epoch) ?? []), median]);
    }
  }
  const course = [...epochs].sort(([a], [b]) => a - b).map(([epoch, medians]) => ({ epoch, value: mean(medians) }));
  const last = course.at(-1);
  if (course.length < 3 || !last) return null;
  const best = course.reduce((top, point) => (point.value > top.value ? point : top));
  return { bestEpoch: best.epoch, best: best.value, last: last.value, fell: best.value - last.value > FALL };
}
