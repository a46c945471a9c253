import { formatScore } from '../report/words.ts';
import { readRun } from '../run/readRun.ts';
import { ahead, every } from './checks.ts';
import { MARTENS_YAU } from './cite.ts';
import type { Experiment, Published } from './experiment.ts';
import { FIG1B_MODELS } from './fig1b.ts';
import { aucOf, r2Of } from './scores.ts';
import { syntheticStudy, syntheticTables } from './synthetic.ts';

/** The authors' model classes with label weight 100, 2 seeds: AUC of the shared latent at 20 and 1000 private features. */
const AUTHORS: Readonly<Record<string, readonly [number, number]>> = {
  'mmvae++': [0.99, 0.99],
  mmvae: [1, 0.55],
  mopoe: [1, 0.54],
  mvae: [1, 0.54],
};

/** How much a label must weigh to be heard. */
export const supervised: Experiment = {
  name: 'supervised',
  title: 'Supervised models: how much must the label weigh?',
  sentence:
    'The shared latent also learns a label, with weights from 0 (not at all) to 1000, beside 20 and 1000 private features. How well does each latent block tell the classes apart on samples held out?',
  published: {
    claim:
      'Märtens & Yau report that supervised MMVAE++ comes close to a fully supervised model, whatever the number of private features.',
    note: "Authors' code: its model classes with label weight 100 and the settings of the whole experiment, 2 seeds.",
    numbers: Object.entries(AUTHORS).flatMap(([model, values]) =>
      values.map(
        (value, i): Published => ({
          by: 'authors',
          measure: 'auc',
          settings: { model, privateFeatures: [20, 1000][i], labelWeight: 100 },
          value,
        }),
      ),
    ),
  },
  cite: [MARTENS_YAU],
  models: FIG1B_MODELS,
  seeds: 3,
  takesData: false,
  settings: { model: 'model', privateFeatures: 'private features', labelWeight: 'label weight' },
  measures: [
    { name: 'auc', title: 'AUC shared', centre: 'mean' },
    { name: 'aucPrivate1', title: 'AUC private 1', centre: 'mean' },
    { name: 'aucPrivate2', title: 'AUC private 2', centre: 'mean' },
    { name: 'cross', title: 'R² view 1 → view 2', centre: 'median' },
  ],
  figure: {
    series: 'model',
    x: { of: 'labelWeight', title: 'weight of the label', scale: 'steps' },
    panels: [20, 1000].flatMap((privateFeatures) => [
      {
        title: `shared latent, ${privateFeatures} private features`,
        measure: 'auc',
        axis: 'AUC of the label',
        domain: [0.4, 1] as const,
        where: { privateFeatures },
      },
      {
        title: `private latent of view 1, ${privateFeatures} private features`,
        measure: 'aucPrivate1',
        axis: 'AUC of the label',
        domain: [0.4, 1] as const,
        where: { privateFeatures },
      },
    ]),
  },
  async plan({ quick, seeds, models }) {
    const sizes = quick ? [20] : [20, 1000];
    const weights = quick ? [0, 100] : [0, 1, 10, 100, 1000];
    const samples = quick ? 400 : 1000;
    const epochs = quick ? 40 : 100;
    return {
      description: [
        `${samples} samples; view 1: 10 shared features and ${sizes.join(' or ')} private ones; view 2: 10 shared and 20 private`,
        `label: 1 where the first shared latent is positive; weights ${weights.join(', ')} (0: the label does not teach)`,
        `latent 2 + 2 + 2, ${epochs} epochs, Adam 0.001, batch 128, weight of the KL terms 0.00001 to 1`,
        'AUC: logistic regression on the latents of training samples, scored on the 20 % held out',
      ],
      cells: Array.from({ length: seeds }, (_, seed) =>
        sizes.flatMap((privateFeatures) =>
          weights.flatMap((labelWeight) =>
            models.map((model) => ({
              settings: { model, privateFeatures, labelWeight, seed },
              tables: syntheticTables({ samples, privateFeatures: [privateFeatures, 20], seed }),
              study: syntheticStudy(2, {
                seed,
                model: { name: model },
                training: { epochs },
                labels: labelWeight === 0 ? { supervise: false } : { supervise: true, weight: labelWeight },
              }),
            })),
          ),
        ),
      ).flat(),
    };
  },
  async score(run) {
    const data = await readRun(run);
    return {
      auc: aucOf(data, 'shared'),
      aucPrivate1: aucOf(data, 'private_view1'),
      aucPrivate2: aucOf(data, 'private_view2'),
      cross: r2Of(data, 'view1', 'view2', 'shared'),
    };
  },
  checks: (summary) => [
    every(
      summary
        .select('auc', { model: 'mmvae++', privateFeatures: 1000, labelWeight: 100 })
        .map(({ value }) => ({ label: `AUC ${formatScore(value)}`, holds: value >= 0.97 })),
      'with 1000 private features and weight 100 the shared latent of mmvae++ has AUC 0.97 or more',
    ),
    ahead(summary, {
      claim: 'with 1000 private features and weight 100 every other model is at least 0.2 of AUC behind mmvae++',
      series: 'model',
      best: 'mmvae++',
      others: ['mmvae', 'mopoe', 'mvae'],
      measure: 'auc',
      at: { privateFeatures: 1000, labelWeight: 100 },
      margin: 0.2,
    }),
    every(
      summary
        .select('auc', { privateFeatures: 20, labelWeight: 100 })
        .map(({ settings, value }) => ({ label: String(settings['model']), holds: value >= 0.97 })),
      'with 20 private features and weight 100 every model has AUC 0.97 or more',
    ),
  ],
};
