import type { ModelName } from '../../run/study.ts';
import { avg } from './avg.ts';
import { independent } from './independent.ts';
import { mmvae } from './mmvae.ts';
import { mmvaePlus } from './mmvaePlus.ts';
import { mmvaePlusPlus } from './mmvaePlusPlus.ts';
import { mmvm } from './mmvm.ts';
import { mopoe } from './mopoe.ts';
import { mvae } from './mvae.ts';
import type { Objective } from './objective.ts';

/** Every model, by the name that studies use; the one to begin with first. */
export const objectives: Readonly<Record<ModelName, Objective>> = {
  'mmvae++': mmvaePlusPlus,
  mmvae,
  'mmvae+': mmvaePlus,
  mopoe,
  mvae,
  mmvm,
  avg,
  independent,
};
