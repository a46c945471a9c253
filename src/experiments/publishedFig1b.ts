import type { Published } from './experiment.ts';

const SIZES = [20, 50, 75, 100, 200, 300, 400, 500, 1000] as const;
const RERUN_SIZES = [20, 50, 75, 100, 200, 500, 1000] as const;

/**
 * Fig. 1B of Märtens & Yau 2024, read off the pixels of figures/fig1.png in the authors' repository (about ±0.01). NaN:
 * hidden or cut off there.
 */
const READ_OFF: Readonly<Record<string, readonly number[]>> = {
  'mmvae++': [0.774, 0.692, 0.653, 0.699, 0.702, 0.648, 0.647, 0.575, 0.485],
  mmvae: [0.727, 0.363, 0.07, 0.026, -0.015, Number.NaN, -0.015, -0.018, -0.016],
  mopoe: [0.678, 0.202, -0.01, 0.012, -0.046, -0.029, -0.041, -0.038, -0.033],
  mvae: [0.15, -0.083, Number.NaN, -0.095, -0.125, -0.096, -0.118, -0.132, -0.097],
};

type Interval = readonly [value: number, low?: number, high?: number];

/**
 * The authors' model classes (github.com/kasparmartens/shared-private-multimodalVAE, commit 49d4676), run with the settings
 * of this experiment and 5 seeds: view 1 → view 2, median over 10 shared features and seeds, and 10 % and 90 % quantiles.
 */
const X1_TO_X2: Readonly<Record<string, readonly Interval[]>> = {
  'mmvae++': [
    [0.72, 0.49, 0.85],
    [0.69, 0.46, 0.82],
    [0.63, 0.47, 0.81],
    [0.66, 0.39, 0.8],
    [0.57, 0.34, 0.77],
    [0.55, 0.31, 0.73],
    [0.48, 0.26, 0.67],
  ],
  mmvae: [[0.68, 0.48, 0.82], [0.24, 0.04, 0.58], [0.21, 0.04, 0.49], [0.02, -0.03, 0.07], [-0.01], [-0.01], [-0.02]],
  mopoe: [[0.65, 0.46, 0.8], [0.19, 0.03, 0.55], [0.05, -0.03, 0.44], [-0.01], [-0.01], [-0.01], [-0.02]],
  mvae: [[0.26, -0.05, 0.58], [-0.06], [-0.11], [-0.08], [-0.12], [-0.09], [-0.04]],
};

/** The same runs, view 2 → view 1. */
const X2_TO_X1: Readonly<Record<string, readonly number[]>> = {
  'mmvae++': [0.64, 0.59, 0.55, 0.55, 0.15, 0, 0.01],
  mmvae: [0.65, 0.37, 0.36, 0.25, 0.04, 0.01, 0.01],
  mopoe: [0.61, 0.33, 0.15, 0.04, 0.01, 0.01, 0.01],
  mvae: [0.27, -0.01, 0.01, 0.01, 0, -0.02, -0.01],
};

/** The same runs, view 1 from itself over its shared features. */
const SELF: Readonly<Record<string, readonly number[]>> = {
  'mmvae++': [0.61, 0.57, 0.54, 0.55, 0.43, 0.36, 0.4],
  mmvae: [0.66, 0.27, 0.22, 0.12, -0.02, -0.02, -0.02],
};

/** The same runs, mean over seeds of the AUC of the label from the shared latent. */
const AUC: Readonly<Record<string, readonly number[]>> = {
  'mmvae++': [0.94, 0.92, 0.96, 0.96, 0.89, 0.83, 0.85],
  mmvae: [0.97, 0.82, 0.81, 0.7, 0.6, 0.52, 0.55],
  mopoe: [0.96, 0.82, 0.7, 0.54, 0.52, 0.49, 0.51],
  mvae: [0.89, 0.53, 0.56, 0.53, 0.52, 0.49, 0.51],
};

/** Everything known of the example, by the measures of fig1b and fig2. */
export const PUBLISHED_FIG1B: readonly Published[] = [
  ...series('paper', 'cross', SIZES, READ_OFF),
  ...Object.entries(X1_TO_X2).flatMap(([model, cells]) =>
    cells.map(
      ([value, low, high], i): Published => ({
        by: 'authors',
        measure: 'cross',
        settings: { model, privateFeatures: RERUN_SIZES[i] },
        value,
        ...(low !== undefined && high !== undefined && { low, high }),
      }),
    ),
  ),
  ...series('authors', 'back', RERUN_SIZES, X2_TO_X1),
  ...series('authors', 'self', RERUN_SIZES, SELF),
  ...series('authors', 'auc', RERUN_SIZES, AUC),
];

function series(
  by: Published['by'],
  measure: string,
  sizes: readonly number[],
  values: Readonly<Record<string, readonly number[]>>,
): Published[] {
  return Object.entries(values).flatMap(([model, cells]) =>
    cells.flatMap((value, i) =>
      Number.isNaN(value) ? [] : [{ by, measure, settings: { model, privateFeatures: sizes[i] }, value }],
    ),
  );
}
