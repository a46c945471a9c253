import { dirname, join, relative, resolve, sep } from 'node:path';
import { selectModel } from '../report/modelSelection.ts';
import { formatCount, plural } from '../report/words.ts';
import { readStudy } from '../run/readStudy.ts';
import { readSweepPlan } from '../run/readSweep.ts';
import { SEED_AXIS } from '../run/seedAxis.ts';
import type { Study } from '../run/study.ts';
import { SWEEP_FILES, studyFileIn } from '../run/sweepFolder.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import { UserError } from '../run/userError.ts';
import type { PlannedSweep } from './planSweep.ts';
import { readRows } from './readRows.ts';
import { runName } from './runName.ts';
import { withPathsFrom } from './studyPaths.ts';

/** A run that was stopped goes on where it was. */
const ENDED: readonly SweepRow['state'][] = ['finished', 'failed'];

/**
 * The runs that tell what the choice of a sweep is worth: the chosen settings with every seed of the sweep, taught by all
 * samples that the sweep used and scored on those that it set aside. Chosen is the simplest combination within one standard
 * error of the best (see selectModel). They make a sweep folder of their own, final/, which any executor fills.
 * @param folder of the sweep
 * @throws UserError where the sweep set no samples aside, has not ended, or has no score to choose by
 */
export async function planFinal(folder: string): Promise<PlannedSweep> {
  const plan = await readSweepPlan(folder);
  const { holdOut, ...sweep } = plan.sweep;
  if (!holdOut) {
    throw new UserError(
      `The sweep ${plan.name} set no samples aside: all of them took part in choosing. Add "holdOut": { "fraction": 0.2 } to its file and run it again.`,
    );
  }
  const rows = await readRows(folder, plan);
  const open = rows.filter(({ state }) => !ENDED.includes(state)).length;
  if (open > 0) {
    throw new UserError(
      `${formatCount(open)} of ${plural(rows.length, 'run')} of the sweep ${plan.name} have not ended. Let it end before the choice is scored: samples can be new only once.`,
    );
  }
  const { chosen } = selectModel(plan, rows, sweep.score);
  if (!chosen) {
    throw new UserError(
      `No finished run of the sweep ${plan.name} has the score "${sweep.score}": nothing can be chosen.`,
    );
  }
  const file = resolve(folder, plan.file);
  const final = join(folder, SWEEP_FILES.final);
  const [from, to] = [folder, final].map((one) => join(one, SWEEP_FILES.studies));
  const seedAxis = plan.axes.findIndex(({ path }) => path === SEED_AXIS);
  const names = new Set(chosen.rows.map(({ name }) => name));
  const kept = plan.runs.filter(({ name }) => names.has(name));
  const runs = await Promise.all(
    kept.map(async ({ name, at }) => {
      const study = scoredAside(await readStudy(studyFileIn(folder, name)), holdOut);
      return {
        name: runName(withPathsFrom(study, from, dirname(file))),
        at: at.map((value, a) => (a === seedAxis ? value : 0)),
        study: withPathsFrom(study, from, to),
      };
    }),
  );
  return {
    folder: final,
    plan: {
      ...plan,
      name: `${plan.name}-final`,
      file: relative(final, file).split(sep).join('/'),
      // These runs choose nothing, and set no samples aside.
      sweep,
      axes: plan.axes.map(({ path, values }, a) =>
        a === seedAxis ? { path, values } : { path, values: [values[kept[0].at[a]]] },
      ),
      runs: runs.map(({ name, at }) => ({ name, at })),
    },
    studies: new Map(runs.map(({ name, study }) => [name, study])),
  };
}

/** A study of the sweep, scored on the samples that it went without. */
function scoredAside({ evaluation: _, ...study }: Study, holdOut: Omit<NonNullable<Study['setAside']>, 'use'>): Study {
  return { ...study, setAside: { ...holdOut, use: 'test' } };
}
