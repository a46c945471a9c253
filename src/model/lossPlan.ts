import { keyOf } from './encoded.ts';
import { type ModelSpec, pathsOf } from './multimodalVae.ts';
import { type KlTerm, LABEL, type Path, type Source } from './objectives/objective.ts';

/** The terms of an objective for one model, worked out once: which draws there are and what is decoded from them. */
export interface LossPlan {
  /** target by target */
  readonly paths: readonly Path[];
  /** in the order in which they are computed */
  readonly kl: readonly KlTerm[];
  /** every distinct sample z; the noise of each is one column block for z_shared and one for each z_private */
  readonly draws: readonly (Source & { readonly draw: number; readonly widths: readonly number[] })[];
  /** paths whose private latent is a draw from a prior, by position in `paths`, each with noise columns of its own */
  readonly priorDraws: readonly { readonly path: number; readonly width: number }[];
  /** whether a random subset is drawn for each sample; it takes the last column of the noise */
  readonly randomSubset: boolean;
  /** columns of the noise matrix: draws, draws from priors, random subset */
  readonly noiseWidth: number;
}

/** @param labelWeight weight of the label term, or null where the label does not teach */
export function planLoss(spec: ModelSpec, labelWeight: number | null): LossPlan {
  const { objective, latent, modalities } = spec;
  const names = modalities.map(({ name }) => name);
  const listed = pathsOf(spec, labelWeight);
  const paths = [...names, LABEL].flatMap((target) => listed.filter(({ to }) => to === target));
  const draws = new Map<string, LossPlan['draws'][number]>();
  for (const { from, subset, draw } of paths) {
    const key = drawKey({ from, subset, draw });
    const widths = [latent.shared, ...from.map((name) => latent.private[name])];
    draws.set(key, draws.get(key) ?? { from, subset, draw, widths });
  }
  const priorDraws = paths.flatMap(({ to, private: own }, path) =>
    own === 'prior' || own === 'auxiliary' ? [{ path, width: latent.private[to] }] : [],
  );
  // A block without dimensions has no divergence.
  const terms = objective
    .kl(names)
    .filter(({ blocks }) => blocks.some((name) => name === 'shared' || latent.private[name] > 0));
  const closed = terms.filter(isClosedForm);
  const randomSubset = [...paths, ...terms].some(({ subset }) => subset === 'random');
  const list = [...draws.values()];
  return {
    paths,
    kl: [
      ...distinct(closed).flatMap((q) => closed.filter((term) => sourceKey(term) === keyOf(q))),
      ...terms.filter((term) => !isClosedForm(term)),
    ],
    draws: list,
    priorDraws,
    randomSubset,
    noiseWidth:
      sum(list.flatMap(({ widths }) => widths)) + sum(priorDraws.map(({ width }) => width)) + Number(randomSubset),
  };
}

/** KL(q || N(0, I)): the terms of one posterior share their work. */
export function isClosedForm({ density, prior }: KlTerm): boolean {
  return density === 'posterior' && prior === 'standard';
}

export function drawKey({ from, subset, draw }: Pick<Path, 'from' | 'subset' | 'draw'>): string {
  return JSON.stringify([from, subset, draw]);
}

export const sourceOf = ({ posterior, subset }: KlTerm): Source => ({ from: posterior, subset });
export const sourceKey = (term: KlTerm): string => keyOf(sourceOf(term));

/** The posteriors of the terms, each once. */
export function distinct(terms: readonly KlTerm[]): Source[] {
  return [...new Map(terms.map((term) => [sourceKey(term), sourceOf(term)])).values()];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
