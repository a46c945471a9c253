import { ablation } from './ablation.ts';
import type { Experiment } from './experiment.ts';
import { fig1b } from './fig1b.ts';
import { fig2 } from './fig2.ts';
import { missing } from './missing.ts';
import { mmvmBeta } from './mmvmBeta.ts';
import { privateFeatures } from './privateFeatures.ts';
import { supervised } from './supervised.ts';

/** Every experiment, in the order in which they are listed. */
export const EXPERIMENTS: readonly Experiment[] = [
  fig1b,
  fig2,
  supervised,
  ablation,
  missing,
  mmvmBeta,
  privateFeatures,
];
