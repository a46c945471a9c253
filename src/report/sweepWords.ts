import { SEED_AXIS } from '../run/seedAxis.ts';
import type { SweepAxis, SweepPlan } from '../run/sweepPlan.ts';
import { settingName } from './settingName.ts';
import { list, plural } from './words.ts';

/** The axes on which runs differ. */
export function varyingAxes(axes: readonly SweepAxis[]): SweepAxis[] {
  return axes.filter(({ values }) => values.length > 1);
}

/** What varies: "4 models × 9 values of shared × 5 seeds = 180 runs"; where not all combinations are made, "40 runs of 4 models and 5 seeds". */
export function whatVaries({ axes, runs }: Pick<SweepPlan, 'axes' | 'runs'>): string {
  const varying = varyingAxes(axes);
  const counts = varying.map(axisWords);
  const made = plural(runs.length, 'run');
  if (counts.length === 0) return made;
  const all = varying.reduce((product, { values }) => product * values.length, 1);
  return all === runs.length ? `${counts.join(' × ')} = ${made}` : `${made} of ${list(counts)}`;
}

function axisWords({ path, values }: SweepAxis): string {
  if (path === 'model.name') return `${values.length} models`;
  if (path === 'study') return `${values.length} studies`;
  if (path === SEED_AXIS) return `${values.length} seeds`;
  return `${values.length} values of ${settingName(path)}`;
}
