import { readRun } from '../run/readRun.ts';
import { MODEL_NAMES } from '../run/study.ts';
import { ahead, every } from './checks.ts';
import { MARTENS_YAU, SUTTER } from './cite.ts';
import type { Experiment } from './experiment.ts';
import { r2Of, rootMeanSquaredError } from './scores.ts';
import { syntheticStudy, syntheticTables } from './synthetic.ts';

const VIEWS = ['view1', 'view2', 'view3'];

/** Samples that lack a table. */
export const missing: Experiment = {
  name: 'missing',
  title: 'Samples that lack a table',
  sentence:
    'Three tables share a signal; of 0 to 60 % of the samples one table is missing, each sample another one in turn. How well is a table predicted from the other two, on samples held out?',
  published: {
    claim:
      'There are no published numbers: the papers train on whole samples. A model that copes should lose little while more and more samples are incomplete.',
    note: 'The experiment is ours; see the methods of both papers for how a missing table leaves the sum of a model’s terms.',
    numbers: [],
  },
  cite: [MARTENS_YAU, SUTTER],
  models: MODEL_NAMES,
  seeds: 3,
  takesData: false,
  settings: { model: 'model', missing: 'samples lacking a table (%)' },
  measures: [
    { name: 'all', title: 'R² from both others', centre: 'median' },
    { name: 'error', title: 'error in standard deviations', centre: 'median' },
    { name: 'single', title: 'R² from one other', centre: 'median' },
  ],
  figure: {
    series: 'model',
    x: { of: 'missing', title: 'samples that lack a table (%)', scale: 'linear' },
    panels: [
      {
        title: 'from both other tables',
        measure: 'all',
        axis: 'R² of the shared features',
        domain: [-0.3, 1],
      },
      {
        title: 'imputation error of the shared features',
        measure: 'error',
        axis: 'error (standard deviations)',
        domain: [0, 1.2],
      },
    ],
  },
  async plan({ quick, seeds, models }) {
    const shares = quick ? [40] : [0, 20, 40, 60];
    const samples = quick ? 300 : 1000;
    const epochs = quick ? 10 : 100;
    return {
      description: [
        `${samples} samples, 3 views of 10 shared and 20 private features; ${shares.join(', ')} % of the samples lack one view`,
        `latent: 2 shared, 2 private for each view; one hidden layer of 128; ${epochs} epochs, Adam 0.001, batch 128, weight of the KL terms 0.00001 to 1; 20 % held out`,
        'error: root mean squared error of a shared feature over held-out samples that have it, in standard deviations: what to expect of an imputed value; 1 = as good as the mean',
      ],
      cells: Array.from({ length: seeds }, (_, seed) =>
        shares.flatMap((share) =>
          models.map((model) => ({
            settings: { model, missing: share, seed },
            tables: syntheticTables({
              samples,
              privateFeatures: [20, 20, 20],
              latent: [2, 2, 2, 2],
              seed,
              missing: share / 100,
            }),
            study: syntheticStudy(3, { seed, model: { name: model }, training: { epochs } }),
          })),
        ),
      ).flat(),
    };
  },
  async score(run) {
    const data = await readRun(run);
    const all = VIEWS.flatMap((target) => r2Of(data, 'all', target, 'shared'));
    const single = VIEWS.flatMap((target) =>
      VIEWS.filter((source) => source !== target).flatMap((source) => r2Of(data, source, target, 'shared')),
    );
    return { all, single, error: rootMeanSquaredError(all) };
  },
  checks: (summary) => [
    every(
      ['mmvae', 'mmvae++', 'mopoe'].flatMap((model) => {
        const whole = summary.value('all', { model, missing: 0 });
        const most = summary.value('all', { model, missing: 60 });
        return Number.isFinite(whole) && Number.isFinite(most) ? [{ label: model, holds: whole - most <= 0.15 }] : [];
      }),
      'with 60 % of the samples incomplete mmvae, mmvae++ and mopoe lose at most 0.15 of R²',
    ),
    ahead(summary, {
      claim:
        'independent autoencoders, which never learn to cross, predict nothing that mmvae++ does not predict better',
      series: 'model',
      best: 'mmvae++',
      others: ['independent'],
      measure: 'all',
      at: { missing: 40 },
      margin: 0.1,
    }),
  ],
};
