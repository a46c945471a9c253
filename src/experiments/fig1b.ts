import { readRun } from '../run/readRun.ts';
import { ahead, every } from './checks.ts';
import { MARTENS_YAU } from './cite.ts';
import type { Check, Experiment, PlanRequest } from './experiment.ts';
import { PUBLISHED_FIG1B } from './publishedFig1b.ts';
import { aucOf, r2Of } from './scores.ts';
import type { Summary } from './summary.ts';
import { syntheticStudy, syntheticTables } from './synthetic.ts';

export const FIG1B_MODELS = ['mmvae++', 'mmvae', 'mopoe', 'mvae'] as const;
const SIZES = [20, 50, 75, 100, 200, 300, 400, 500, 1000];

/** Fig. 1B: view 2 from view 1 while view 1 gets more and more private features. */
export const fig1b: Experiment = {
  name: 'fig1b',
  title: 'Fig. 1B of Märtens & Yau: a faint shared signal among private ones',
  sentence:
    'Two tables share a signal in 10 features each; table 1 gets 20 to 1000 features of its own. How well is table 2 predicted from table 1, over its shared features, on samples held out?',
  published: {
    claim:
      'The paper shows MMVAE++ predicting the shared features at every size, while MMVAE and MoPoE-VAE fail from 75 to 100 private features on and MVAE from the start.',
    note: "Paper: read off its figure, about ±0.01; it does not say over how many seeds. Authors' code: its model classes run with the settings of the whole experiment, 5 seeds; the comparison that is like for like.",
    numbers: PUBLISHED_FIG1B.filter(({ measure }) => measure === 'cross' || measure === 'auc'),
  },
  cite: [MARTENS_YAU],
  models: FIG1B_MODELS,
  seeds: 5,
  takesData: false,
  settings: { model: 'model', privateFeatures: 'private features' },
  measures: [
    { name: 'cross', title: 'R² view 1 → view 2', centre: 'median' },
    { name: 'auc', title: 'AUC shared latent', centre: 'mean' },
  ],
  figure: {
    series: 'model',
    x: { of: 'privateFeatures', title: 'private features in view 1 (log scale)', scale: 'log' },
    panels: [
      {
        title: 'view 1 → view 2',
        measure: 'cross',
        axis: 'held-out R² of the shared features of view 2',
        domain: [-0.3, 1],
      },
    ],
  },
  plan: async (request) => fig1bPlan(request, SIZES),
  async score(run) {
    const data = await readRun(run);
    return { cross: r2Of(data, 'view1', 'view2', 'shared'), auc: aucOf(data, 'shared') };
  },
  checks: (summary) => [
    ...[
      { privateFeatures: 100, margin: 0.5 },
      { privateFeatures: 1000, margin: 0.35 },
    ].map(({ privateFeatures, margin }) =>
      ahead(summary, {
        claim: `with ${privateFeatures} private features mmvae++ is at least ${margin} of R² ahead of every other model`,
        series: 'model',
        best: 'mmvae++',
        others: ['mmvae', 'mopoe', 'mvae'],
        measure: 'cross',
        at: { privateFeatures },
        margin,
      }),
    ),
    ordered(summary),
    best(summary),
    likeAuthors(summary, 'cross', 'the median R² lies between the 10 % and 90 % quantiles of the authors’ code'),
  ],
};

/** The runs of the example; fig2 scores the same ones in more directions. */
export function fig1bPlan({ quick, seeds, models }: PlanRequest, all: readonly number[]) {
  const sizes = quick ? [20, 100] : all;
  const samples = quick ? 400 : 1000;
  const epochs = quick ? 40 : 100;
  return {
    description: [
      `${samples} samples; view 1: 10 shared features and ${sizes.join(', ')} private ones; view 2: 10 shared and 20 private; noise 0.15`,
      `latent 2 private + 2 shared + 2 private; one hidden layer of 128; ${epochs} epochs, Adam 0.001, batch 128, weight of the KL terms 0.00001 to 1`,
      'scored after the last epoch on 20 % of the samples, held out, by posterior means',
    ],
    cells: Array.from({ length: seeds }, (_, seed) =>
      sizes.flatMap((privateFeatures) =>
        models.map((model) => ({
          settings: { model, privateFeatures, seed },
          tables: syntheticTables({ samples, privateFeatures: [privateFeatures, 20], seed }),
          study: syntheticStudy(2, { seed, model: { name: model }, training: { epochs } }),
        })),
      ),
    ).flat(),
  };
}

function ordered(summary: Summary): Check {
  const claim = 'with 20 private features the order is mmvae++, mmvae, mopoe, mvae';
  const values = FIG1B_MODELS.map((model) => summary.value('cross', { model, privateFeatures: 20 }));
  if (values.some(Number.isNaN)) return { claim, holds: null, numbers: 'these settings were not run' };
  return every(
    FIG1B_MODELS.slice(1).map((model, i) => ({
      label: `${model} below ${FIG1B_MODELS[i]}`,
      holds: values[i] > values[i + 1],
    })),
    claim,
  );
}

function best(summary: Summary): Check {
  const rows = summary.select('cross', { model: 'mmvae++' }).flatMap(({ settings, value }) => {
    const { privateFeatures } = settings;
    const others = summary.select('cross', { privateFeatures }).filter((row) => row.settings['model'] !== 'mmvae++');
    return others.length === 0
      ? []
      : [{ label: `at ${privateFeatures}`, holds: others.every((row) => value > row.value) }];
  });
  return every(rows, 'mmvae++ is the best model at every size');
}

/** Whether every value lies in the interval of the authors' code, or within 0.05 of its value where no interval is known. */
export function likeAuthors(summary: Summary, measure: string, claim: string): Check {
  const rows = summary.rows.flatMap((row) => {
    const authors = row.published.find(({ by }) => by === 'authors');
    if (row.measure !== measure || !authors) return [];
    const { value, low = value - 0.05, high = value + 0.05 } = authors;
    return [
      {
        label: `${row.settings['model']} at ${row.settings['privateFeatures']}`,
        holds: row.value >= low && row.value <= high,
      },
    ];
  });
  return every(rows, `${claim} (within 0.05 where they are not known)`);
}
