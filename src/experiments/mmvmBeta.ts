import { formatNumber, formatScore, list, plural } from '../report/words.ts';
import type { StudyInput } from '../run/study.ts';
import { UserError } from '../run/userError.ts';
import { SUTTER } from './cite.ts';
import type { Check, Experiment, Tables } from './experiment.ts';
import { mmvmScores } from './mmvmScores.ts';
import type { Summary } from './summary.ts';
import { syntheticStudy, syntheticTables } from './synthetic.ts';
import { readUserData } from './userData.ts';

const BETAS = [2 ** -8, 2 ** -5, 2 ** -3, 2 ** -1, 2, 8];
/** The paper takes the first three of five modalities of PolyMNIST. */
const MOST_MODALITIES = 3;
/** Of the likelihood, fixed: the summed squared error, as the authors' code has it for measurements. */
const NOISE = Math.SQRT1_2;

/** Fig. 2 of the MMVM paper on tables: is an aligned latent a better one at the same reconstruction? */
export const mmvmBeta: Experiment = {
  name: 'mmvm-beta',
  title: 'Sutter et al.: quality of the latent at equal reconstruction',
  sentence:
    'Models without private latents, each with weights of the KL terms from 1/256 to 8. Held-out samples: how well each table is reconstructed (from the latent of all tables, or its own where a model has none of all), how well the latent of each single table tells the classes, and whether what is predicted for another table looks like the right class (coherence).',
  published: {
    claim:
      'The paper shows MMVM above independent, AVG, MoPoE and MVAE models in latent classification and coherence at equal reconstruction, on images.',
    note: 'Its values are in figures that could not be read; the data here are tables, and the networks small.',
    numbers: [],
  },
  cite: [SUTTER],
  models: ['independent', 'avg', 'mopoe', 'mvae', 'mmvm'],
  seeds: 3,
  takesData: true,
  settings: { model: 'model', beta: 'beta' },
  measures: [
    { name: 'error', title: 'squared error (share of variance)', centre: 'mean' },
    { name: 'accuracy', title: 'latent accuracy', centre: 'mean' },
    { name: 'coherence', title: 'coherence', centre: 'mean' },
  ],
  figure: {
    series: 'model',
    x: { of: 'error', title: 'reconstruction error (share of the variance left unexplained)', scale: 'linear' },
    panels: [
      { title: 'latent classification', measure: 'accuracy', axis: 'accuracy, held-out samples' },
      { title: 'coherence of predictions', measure: 'coherence', axis: 'accuracy, predicted tables' },
    ],
  },
  async plan({ quick, seeds, models, data }) {
    const betas = quick ? [2 ** -5, 1] : BETAS;
    const epochs = quick ? 15 : 100;
    const source = data === null ? generated(quick) : await ofUser(data);
    return {
      description: [
        source.description,
        `beta ${betas.map((beta) => formatNumber(beta)).join(', ')}, the same in every epoch; ${epochs} epochs, Adam 0.001, batch 128; 20 % of the samples held out`,
        '16 shared and no private latent dimensions; one hidden layer of 128; Gaussian likelihood of fixed scale (the summed squared error); mmvm with the mixture of experts alone as its prior',
        'accuracy: logistic regression on the posterior means of each single table, mean over tables; coherence: a linear discriminant trained on real samples of a table, applied to predictions of that table from each other one',
      ],
      cells: Array.from({ length: seeds }, (_, seed) =>
        models.flatMap((model) =>
          betas.map((beta) => ({
            settings: { model, beta, seed },
            tables: source.tables(seed),
            study: source.study(seed, {
              model: { name: model, shared: 16, private: 0 },
              training: { epochs, beta },
            }),
          })),
        ),
      ).flat(),
    };
  },
  score: mmvmScores,
  checks: (summary) => [
    aboveAtEqualError(summary, 'accuracy', 'mmvm', 'independent', 'classifies better'),
    aboveAtEqualError(summary, 'coherence', 'mmvm', 'independent', 'is more coherent'),
    ...['avg', 'mopoe', 'mvae'].map((other) =>
      aboveAtEqualError(summary, 'accuracy', 'mmvm', other, 'classifies better'),
    ),
  ],
};

interface Source {
  readonly description: string;
  tables(seed: number): Tables;
  study(seed: number, change: Pick<StudyInput, 'model' | 'training'>): StudyInput;
}

/** Three views that share a latent; the classes are the quadrants of its plane. */
function generated(quick: boolean): Source {
  const samples = quick ? 300 : 1000;
  return {
    description: `${samples} samples of the synthetic example with 3 views of 20 shared and 20 private features; 4 classes: the quadrants of the true shared latent`,
    tables: (seed) =>
      syntheticTables({
        samples,
        sharedFeatures: 20,
        privateFeatures: [20, 20, 20],
        latent: [2, 2, 2, 2],
        label: 'quadrant',
        seed,
      }),
    study(seed, change) {
      const study = syntheticStudy(3, { seed, ...change });
      return { ...study, modalities: study.modalities.map((modality) => ({ ...modality, noise: NOISE })) };
    },
  };
}

async function ofUser(data: string): Promise<Source> {
  const { study, fingerprint } = await readUserData(data);
  const { labels, samples, model } = study;
  if (!labels) {
    throw new UserError(
      `--data ${data}: mmvm-beta needs a label with classes. Add labels to the study, or labels.csv to the folder.`,
    );
  }
  const modalities = study.modalities.slice(0, MOST_MODALITIES).map((modality) => ({
    ...modality,
    transform: modality.transform ?? ['standardize' as const],
    likelihood: 'gaussian' as const,
    noise: NOISE,
  }));
  const names = list(modalities.map(({ name }) => name));
  const of =
    study.modalities.length > MOST_MODALITIES
      ? `, the first ${MOST_MODALITIES} of ${plural(study.modalities.length, 'table')}`
      : '';
  return {
    description: `${data}: ${names}${of}; classes: ${labels.column}`,
    tables: () => ({ key: `tables ${fingerprint}`, write: async () => {} }),
    study: (seed, change) => ({
      modalities,
      labels: { ...labels, supervise: false },
      samples,
      model: { ...model, ...change.model },
      training: { batchSize: 128, learningRate: 1e-3, seed, ...change.training },
      evaluation: { split: 'holdout', testFraction: 0.2 },
    }),
  };
}

/** Whether `best` lies above the curve of `other`, compared at equal reconstruction errors where both curves run. */
function aboveAtEqualError(summary: Summary, measure: string, best: string, other: string, words: string): Check {
  const claim = `at equal reconstruction ${best} ${words} than ${other}`;
  const curve = (model: string): [number, number][] =>
    summary
      .select(measure, { model })
      .map((row): [number, number] => [summary.value('error', row.settings), row.value])
      .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
      .sort(([a], [b]) => a - b);
  const [ours, theirs] = [curve(best), curve(other)];
  // Every corner of either curve that lies within the other one.
  const pairs = [...ours, ...theirs].flatMap(([error]) => {
    const [a, b] = [interpolate(ours, error), interpolate(theirs, error)];
    return a === null || b === null ? [] : [{ error, gain: a - b }];
  });
  if (pairs.length === 0) return { claim, holds: null, numbers: 'no reconstruction error that both reach' };
  const worst = pairs.reduce((low, pair) => (pair.gain < low.gain ? pair : low));
  const most = pairs.reduce((high, pair) => (pair.gain > high.gain ? pair : high));
  const at = ({ error, gain }: typeof worst): string => `${formatScore(gain)} at error ${formatScore(error)}`;
  return {
    claim,
    holds: pairs.every(({ gain }) => gain > 0),
    numbers: `differences from ${at(worst)} to ${at(most)}`,
  };
}

/** The height of a curve at x, linear between its points, which are sorted; null outside. */
export function interpolate(points: readonly (readonly [number, number])[], x: number): number | null {
  for (let i = 0; i + 1 < points.length; i++) {
    const [[x0, y0], [x1, y1]] = [points[i], points[i + 1]];
    if (x >= x0 && x <= x1) return x1 === x0 ? (y0 + y1) / 2 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
  }
  return null;
}
