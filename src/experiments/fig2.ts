import { readRun } from '../run/readRun.ts';
import { ahead, every } from './checks.ts';
import { MARTENS_YAU } from './cite.ts';
import type { Experiment } from './experiment.ts';
import { FIG1B_MODELS, fig1bPlan, likeAuthors } from './fig1b.ts';
import { PUBLISHED_FIG1B } from './publishedFig1b.ts';
import { aucOf, r2Of } from './scores.ts';

const SIZES = [20, 50, 75, 100, 200, 500, 1000];

/** The same example with shared and private features apart, in both directions. */
export const fig2: Experiment = {
  name: 'fig2',
  title: 'Shared and private features apart, in both directions',
  sentence:
    'The example of Fig. 1B in full: R² of shared and of private features, from the other table and from their own. Private features should not be predictable across tables, shared ones should.',
  published: {
    claim:
      'Cross-modal R² is high for shared features only; and it depends on the direction: even MMVAE++ cannot predict the few shared features of a table with 200 private ones and more.',
    note: "Authors' code: its model classes run with the settings of the whole experiment, 5 seeds; the paper's own numbers for these directions could not be read.",
    numbers: PUBLISHED_FIG1B.filter(({ by }) => by === 'authors'),
  },
  cite: [MARTENS_YAU],
  models: FIG1B_MODELS,
  seeds: 3,
  takesData: false,
  settings: { model: 'model', privateFeatures: 'private features' },
  measures: [
    { name: 'cross', title: 'R² 1→2 shared', centre: 'median' },
    { name: 'crossPrivate', title: 'R² 1→2 private', centre: 'median' },
    { name: 'back', title: 'R² 2→1 shared', centre: 'median' },
    { name: 'backPrivate', title: 'R² 2→1 private', centre: 'median' },
    { name: 'self', title: 'R² 1→1 shared', centre: 'median' },
    { name: 'selfPrivate', title: 'R² 1→1 private', centre: 'median' },
    { name: 'auc', title: 'AUC shared latent', centre: 'mean' },
  ],
  figure: {
    series: 'model',
    x: { of: 'privateFeatures', title: 'private features in view 1 (log scale)', scale: 'log' },
    panels: [
      { title: 'view 1 → view 2, shared features', measure: 'cross', axis: 'R²', domain: [-0.3, 1] },
      { title: 'view 1 → view 2, private features', measure: 'crossPrivate', axis: 'R²', domain: [-0.3, 1] },
      { title: 'view 2 → view 1, shared features', measure: 'back', axis: 'R²', domain: [-0.3, 1] },
      { title: 'view 2 → view 1, private features', measure: 'backPrivate', axis: 'R²', domain: [-0.3, 1] },
      { title: 'view 1 → itself, shared features', measure: 'self', axis: 'R²', domain: [-0.3, 1] },
      { title: 'view 1 → itself, private features', measure: 'selfPrivate', axis: 'R²', domain: [-0.3, 1] },
    ],
  },
  plan: async (request) => fig1bPlan(request, SIZES),
  async score(run) {
    const data = await readRun(run);
    return {
      cross: r2Of(data, 'view1', 'view2', 'shared'),
      crossPrivate: r2Of(data, 'view1', 'view2', 'private'),
      back: r2Of(data, 'view2', 'view1', 'shared'),
      backPrivate: r2Of(data, 'view2', 'view1', 'private'),
      self: r2Of(data, 'view1', 'view1', 'shared'),
      selfPrivate: r2Of(data, 'view1', 'view1', 'private'),
      auc: aucOf(data, 'shared'),
    };
  },
  checks(summary) {
    const label = (settings: Readonly<Record<string, string | number>>) =>
      `${settings['model']} at ${settings['privateFeatures']}`;
    const around0 = (measure: string, target: string) =>
      every(
        ['mmvae++', 'mmvae', 'mopoe'].flatMap((model) =>
          summary
            .select(measure, { model })
            .map(({ settings, value }) => ({ label: label(settings), holds: Math.abs(value) <= 0.1 })),
        ),
        `private features of ${target} cannot be predicted from the other table by mmvae++, mmvae and mopoe: their median R² lies within 0.1 of 0`,
      );
    return [
      around0('crossPrivate', 'view 2'),
      around0('backPrivate', 'view 1'),
      ahead(summary, {
        claim: 'with 100 private features mmvae++ is ahead of every other model from view 2 to view 1 as well',
        series: 'model',
        best: 'mmvae++',
        others: ['mmvae', 'mopoe', 'mvae'],
        measure: 'back',
        at: { privateFeatures: 100 },
        margin: 0.1,
      }),
      every(
        summary
          .select('back', {})
          .filter(({ settings }) => Number(settings['privateFeatures']) >= 500)
          .map(({ settings, value }) => ({ label: label(settings), holds: value < 0.1 })),
        'no model predicts the shared features of view 1 once it has 500 private ones: R² below 0.1',
      ),
      likeAuthors(summary, 'cross', 'view 1 → view 2 agrees with the authors’ code'),
      likeAuthors(summary, 'back', 'view 2 → view 1 agrees with the authors’ code'),
    ];
  },
};
