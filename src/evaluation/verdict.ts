import type { FeatureVerdicts, Verdict } from '../run/runData.ts';
import { isPredictable } from './predictable.ts';

/** Share of the held-out variance below which nothing is said of its source. */
const LEAST_EXPLAINED = 0.1;

/** Of each feature of one modality: [features], NaN where there is no score. */
export interface Explained {
  /** R² from the modality itself, by both its latent blocks */
  readonly self: Float32Array;
  /** R² from the modality itself, by its shared latent alone, the private one at 0 */
  readonly sharedAlone: Float32Array;
  /** R² from all other modalities, and its q-value */
  readonly fromOthers: Float32Array;
  readonly q: Float32Array;
}

/**
 * Shares of the held-out variance of each feature: shared = what the shared latent alone explains, whichever encoder
 * knows it better, the modality's own or the others' (the larger R², at least 0); private = what the private latent adds,
 * max(0, self R² − shared); neither = the rest.
 *
 * Verdict: the larger of the first two, or "neither" where they explain less than a tenth together. A shared block that no
 * other table can predict is not shared, so "shared" further asks that the other modalities predict the feature (R² above 0,
 * q ≤ 0.05) and is "private" otherwise.
 */
export function verdicts({ self, sharedAlone, fromOthers, q }: Explained): FeatureVerdicts {
  const features = self.length;
  const shared = new Float32Array(features).fill(Number.NaN);
  const own = new Float32Array(features).fill(Number.NaN);
  const neither = new Float32Array(features).fill(Number.NaN);
  const verdict = Array.from({ length: features }, (_, d): Verdict | null => {
    if (Number.isNaN(self[d]) || Number.isNaN(sharedAlone[d])) return null;
    // NaN where no sample has another modality.
    const s = Math.max(0, sharedAlone[d], fromOthers[d] || 0);
    const p = Math.max(0, self[d] - s);
    const n = Math.max(0, 1 - s - p);
    [shared[d], own[d], neither[d]] = [s, p, n];
    if (s + p < LEAST_EXPLAINED) return 'neither';
    if (p > s) return 'private';
    return isPredictable(fromOthers[d], q[d]) ? 'shared' : 'private';
  });
  return { shared, private: own, neither, verdict };
}
