import type { R2Scores } from '../../src/run/runData.ts';
import { currentPair, type Pair } from './choice.ts';
import type { Store } from './store.ts';

/** Chooses a feature of any modality, predicted from the source that is chosen now, or from another where that cannot be. */
export function openFeature(store: Store, modality: string, feature: string): void {
  const { r2, run, choice } = store.state;
  const before = r2 && run ? currentPair(r2, run, choice) : null;
  store.choose({ direction: r2 && before ? directionTo(r2, before, modality) : choice.direction, feature });
}

/** A direction to a target: from the same source as before, else back from where it went to, else from the first. */
export function directionTo(r2: R2Scores, before: Pair, target: string): { source: string; target: string } {
  const sources = r2.pairs.filter((pair) => pair.target === target).map(({ source }) => source);
  const source = [before.source, before.target].find((name) => sources.includes(name)) ?? sources[0];
  return { source: source ?? before.source, target };
}
