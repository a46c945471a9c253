import type { RunFile } from '../run/runFile.ts';
import { formatNumber, list } from './words.ts';

type Path = RunFile['objective']['paths'][number];
type KlTerm = RunFile['objective']['kl'][number];

/** "rna and protein", "some of rna, protein and mirna, drawn for each sample". */
export function sourceWords(from: readonly string[], subset: Path['subset']): string {
  return subset === 'all' ? list(from) : `some of ${list(from)}, drawn for each sample`;
}

const PRIVATE_WORDS: Readonly<Record<Path['private'], string>> = {
  own: ' + private',
  zero: '',
  prior: ' + private drawn from N(0, I)',
  auxiliary: ' + private drawn from a prior of learned scale',
  encoder: ' + private of the target itself',
};

/** What the target is decoded from: "shared ⊘ + private × 0.5". ⊘: the shared block is used but learns nothing here. */
export function latentWords(path: Path): string {
  const stopped = path.shared === 'stop-gradient' ? ' ⊘' : '';
  return `shared${stopped}${PRIVATE_WORDS[path.private]}${factor(path.weight)}`;
}

/** "KL(posterior of rna || N(0, I)) over shared and private rna × (1 − α)". */
export function klWords({ posterior, subset, blocks, density, prior, share, weight }: KlTerm): string {
  const q =
    density === 'posterior'
      ? `posterior of ${sourceWords(posterior, subset)}`
      : `mixture of all posteriors, at a draw from ${list(posterior)}`;
  const p = prior === 'standard' ? 'N(0, I)' : 'mixture of all posteriors';
  const over = list(blocks.map((name) => (name === 'shared' ? name : `private ${name}`)));
  const shares = { '1': '', alpha: ' × α', '1 - alpha': ' × (1 − α)' };
  return `KL(${q} || ${p}) over ${over}${shares[share]}${factor(weight)}`;
}

function factor(weight: number): string {
  return weight === 1 ? '' : ` × ${formatNumber(weight)}`;
}
