import type { ModelName } from '../../run/study.ts';
import { mmvae } from './mmvae.ts';
import { mmvaePlusPlus } from './mmvaePlusPlus.ts';
import { mopoe } from './mopoe.ts';
import { mvae } from './mvae.ts';
import type { Objective } from './objective.ts';

/** Every model, by the name that studies use. */
export const objectives: Readonly<Record<ModelName, Objective>> = {
  mvae,
  mmvae,
  mopoe,
  'mmvae++': mmvaePlusPlus,
};
