import { objectives } from '../model/objectives/index.ts';
import { LABEL, type Objective, type Path } from '../model/objectives/objective.ts';
import { klWords, latentWords, sourceWords } from '../report/objectiveWords.ts';
import { formatNumber } from '../report/words.ts';
import { MODEL_NAMES } from '../run/study.ts';
import { UserError } from '../run/userError.ts';
import type { Command } from './command.ts';
import { textTable } from './textTable.ts';

const POSTERIORS: Readonly<Record<Objective['posterior'], string>> = {
  product: 'the product of N(0, I) and the posteriors of the modalities that a sample has',
  average: 'the average of the posteriors of the modalities that a sample has: of their means, and of their spreads',
  mixture: 'the posterior of one modality at a time; averages of several are taken after training only',
};

const LEGEND = `A path encodes its source, draws a latent, and decodes the target from it; every path adds − ln p(target) × weight to the
loss, every KL term β × the divergence. A private latent that is not named is 0, its mean under the prior. ⊘: the shared
latent is used, but the path teaches it nothing.`;

/** `crossmodal models` */
export const models: Command = {
  name: 'models',
  summary: 'List the models, or show what one of them optimises, path by path.',
  help: `Usage: crossmodal models [NAME] [--modalities A,B,…] [--json]

Without a name: every model, a sentence on it, and its source. With one: what it encodes and decodes, and its KL terms
(Kullback-Leibler divergences, which keep latents close to a prior).

  --modalities A,B,…  names of the modalities to show it for (default first,second)
  --json              one JSON document on stdout

Example: crossmodal models mmvae++ --modalities rnaseq,protein,mirna`,
  options: { modalities: { type: 'string' } },
  async run({ positionals, options, print }) {
    const [name, ...others] = positionals;
    if (others.length > 0) throw new UserError(`models wants one name at most, not "${others[0]}" as well.`);
    if (name === undefined) {
      if (options['modalities'] !== undefined)
        throw new UserError('--modalities needs a model: crossmodal models NAME');
      const list = MODEL_NAMES.map((model) => described(objectives[model]));
      for (const line of overview(list)) print(line);
      return { models: list };
    }
    const known = MODEL_NAMES.find((model) => model === name);
    if (known === undefined) throw new UserError(`There is no model "${name}"; there are ${MODEL_NAMES.join(', ')}.`);
    const objective = objectives[known];
    const modalities = modalityList(options['modalities']);
    for (const line of details(objective, modalities)) print(line);
    return {
      ...described(objective),
      posterior: objective.posterior,
      modalities,
      paths: objective.paths(modalities, null),
      labelPaths: labelPaths(objective, modalities),
      kl: objective.kl(modalities),
    };
  },
};

interface Description {
  readonly name: string;
  readonly title: string;
  readonly sentence: string;
  readonly source: string;
}

function described({ name, title, sentence, source }: Objective): Description {
  return { name, title, sentence, source };
}

function overview(list: readonly Description[]): string[] {
  return [
    ...list.flatMap(({ name, title, sentence, source }) => [`${name}  (${title})`, `  ${sentence}`, `  ${source}`, '']),
    'With a label that teaches (--supervise): all of them.',
    'What one of them optimises: crossmodal models NAME',
  ];
}

function details(objective: Objective, modalities: readonly string[]): string[] {
  const { name, title, sentence, source, posterior } = objective;
  const row = (path: Path, weight: string): string[] => [
    `${path.to} ← ${sourceWords(path.from, path.subset)}`,
    latentWords({ ...path, weight: 1 }),
    weight,
  ];
  const paths = objective.paths(modalities, null);
  const order = (path: Path): number => modalities.indexOf(path.to);
  const rows = [...paths].sort((a, b) => order(a) - order(b)).map((path) => row(path, formatNumber(path.weight)));
  const taught = labelPaths(objective, modalities).map((path) =>
    row(path, path.weight === 1 ? 'label weight' : `label weight × ${formatNumber(path.weight)}`),
  );
  const kl = objective.kl(modalities).map(klWords);
  return [
    `${name}  (${title})`,
    sentence,
    `Source: ${source}`,
    '',
    LEGEND,
    `Posterior: ${POSTERIORS[posterior]}.`,
    '',
    ...textTable([['target ← source', 'decoded from', 'weight'], ...rows], ['left', 'left', 'left']),
    ...(taught.length > 0
      ? ['', 'With a label that teaches, besides:', ...textTable(taught, ['left', 'left', 'left'])]
      : []),
    '',
    'KL terms:',
    ...kl.map((words) => `  ${words}`),
  ];
}

function labelPaths(objective: Objective, modalities: readonly string[]): Path[] {
  return objective.paths(modalities, 1).filter(({ to }) => to === LABEL);
}

function modalityList(option: unknown): string[] {
  if (typeof option !== 'string') return ['first', 'second'];
  const names = option.split(',').map((name) => name.trim());
  if (names.length < 2 || names.includes('') || new Set(names).size < names.length) {
    throw new UserError(`--modalities ${option}: give two or more different names, like rnaseq,protein`);
  }
  return names;
}
