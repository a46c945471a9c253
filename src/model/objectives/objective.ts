import type { ModelName } from '../../run/study.ts';

/** The pseudo-modality that a supervised model decodes from the shared latent; it is never encoded. */
export const LABEL = 'label';

/**
 * One reconstruction: encode the modalities `from`, take their joint posterior, draw z, decode `to`.
 * Every model of the papers is a list of these plus a list of KL terms.
 */
export interface Path {
  readonly from: readonly string[];
  /** a modality, or LABEL */
  readonly to: string;
  /** paths with equal `from` and `draw` decode the same sample z */
  readonly draw: number;
  /** stop-gradient: the value of z_shared is used, but this path teaches the encoders nothing about it */
  readonly shared: 'sample' | 'stop-gradient';
  /** own: the private block that was drawn; zero: the prior mean, where the target was not encoded */
  readonly private: 'own' | 'zero';
  readonly weight: number;
}

/** KL(posterior of these modalities || N(0, I)), over the named blocks: "shared" or a modality's private block. */
export interface KlTerm {
  readonly posterior: readonly string[];
  readonly blocks: readonly string[];
  readonly weight: number;
}

export interface Objective {
  readonly name: ModelName;
  readonly title: string;
  /** one sentence for people who choose */
  readonly sentence: string;
  /** product: experts times N(0, I); mixture: each expert by itself, so that every `from` has one member */
  readonly posterior: 'product' | 'mixture';
  /** @param labelWeight weight of the label term, or null where the label does not teach */
  paths(modalities: readonly string[], labelWeight: number | null): Path[];
  kl(modalities: readonly string[]): KlTerm[];
}

/** A path that decodes the label from the shared block of one draw. */
export function labelPath(from: readonly string[], draw: number, weight: number): Path {
  return { from, to: LABEL, draw, shared: 'sample', private: 'zero', weight };
}

/** All subsets of the modalities, smallest first, the empty one left out. */
export function subsets(modalities: readonly string[]): string[][] {
  const all: string[][] = [];
  for (let bits = 1; bits < 2 ** modalities.length; bits++) {
    all.push(modalities.filter((_, m) => bits & (1 << m)));
  }
  return all.sort((a, b) => a.length - b.length);
}
