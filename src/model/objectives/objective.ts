import type { ModelName } from '../../run/study.ts';

/** The pseudo-modality that a supervised model decodes from the shared latent; it is never encoded. */
export const LABEL = 'label';

/**
 * How the experts of several modalities become one posterior.
 * product: N(0, I) times all experts. average: mean of the means, mean of the scales.
 * mixture: each expert by itself, so that every `from` has one member.
 */
export type Aggregation = 'product' | 'average' | 'mixture';

/** A posterior: of the modalities `from`; random: of another subset of them for each sample, 2 to all but one. */
export interface Source {
  readonly from: readonly string[];
  readonly subset: 'all' | 'random';
}

/**
 * One reconstruction: encode the modalities `from`, take their joint posterior, draw z, decode `to`.
 * Every model of the papers is a list of these plus a list of KL terms.
 */
export interface Path extends Source {
  /** a modality, or LABEL */
  readonly to: string;
  /** paths of one source with equal `draw` decode the same sample z */
  readonly draw: number;
  /** stop-gradient: the value of z_shared is used, but this path teaches the encoders nothing about it */
  readonly shared: 'sample' | 'stop-gradient';
  /**
   * own: the private block that was drawn. Where the target was not encoded, zero: the prior mean; prior: a draw from
   * N(0, I); auxiliary: a draw from N(0, r²) of learned scale; encoder: the draw of the target's own expert.
   */
  readonly private: 'own' | 'zero' | 'prior' | 'auxiliary' | 'encoder';
  readonly weight: number;
}

/** weight · share · KL(density || prior), over the named blocks: "shared" or a modality's private block. */
export interface KlTerm {
  readonly posterior: readonly string[];
  readonly subset: 'all' | 'random';
  readonly blocks: readonly string[];
  readonly weight: number;
  /** posterior: in closed form. mixture: E ln (1/M) Σ_i q_i(z) over the draw of the posterior, one sample. */
  readonly density: 'posterior' | 'mixture';
  /** standard: N(0, I). mixture: the mean over all experts i of KL(q || q_i). */
  readonly prior: 'standard' | 'mixture';
  /** α is annealed over the epochs, as β is */
  readonly share: '1' | 'alpha' | '1 - alpha';
}

export interface Objective {
  readonly name: ModelName;
  readonly title: string;
  /** one sentence for people who choose */
  readonly sentence: string;
  /** the paper, for people who cite */
  readonly source: string;
  readonly posterior: Aggregation;
  /** @param labelWeight weight of the label term, or null where the label does not teach */
  paths(modalities: readonly string[], labelWeight: number | null): Path[];
  kl(modalities: readonly string[]): KlTerm[];
}

/** A path, by default of one unweighted sample of all that is encoded. */
export function path({ from, to, ...rest }: Pick<Path, 'from' | 'to' | 'private'> & Partial<Path>): Path {
  return { from, to, subset: 'all', draw: 0, shared: 'sample', weight: 1, ...rest };
}

/** A path that decodes the label from the shared block of one draw; none where the label does not teach. */
export function labelPaths(source: Pick<Path, 'from'> & Partial<Path>, weight: number | null): Path[] {
  return weight === null ? [] : [path({ ...source, to: LABEL, private: 'zero', weight })];
}

/** KL(q || N(0, I)) in closed form, unless it says otherwise. */
export function klTerm(term: Pick<KlTerm, 'posterior' | 'blocks'> & Partial<KlTerm>): KlTerm {
  return { subset: 'all', weight: 1, density: 'posterior', prior: 'standard', share: '1', ...term };
}

/** All subsets of the modalities, smallest first, the empty one left out. */
export function subsets(modalities: readonly string[]): string[][] {
  const all: string[][] = [];
  for (let bits = 1; bits < 2 ** modalities.length; bits++) {
    all.push(modalities.filter((_, m) => bits & (1 << m)));
  }
  return all.sort((a, b) => a.length - b.length);
}
