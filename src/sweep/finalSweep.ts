import { dirname, join, relative, resolve, sep } from 'node:path';
import { selectModels } from '../report/sweepQuestions.ts';
import { formatCount, plural } from '../report/words.ts';
import { readStudy } from '../run/readStudy.ts';
import { readSweepPlan } from '../run/readSweep.ts';
import type { Study } from '../run/study.ts';
import { SWEEP_FILES, studyFileIn } from '../run/sweepFolder.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import { UserError } from '../run/userError.ts';
import type { PlannedSweep } from './planSweep.ts';
import { readRows } from './readRows.ts';
import { runName } from './runName.ts';
import { withPathsFrom } from './studyPaths.ts';

/** A run that somebody stopped goes on where it was; one whose time was up does so on request only. */
const ENDED: readonly SweepRow['state'][] = ['finished', 'timeout', 'failed'];

/**
 * The runs that tell what the choice of a sweep is worth: the chosen settings with every seed of the sweep, taught by all
 * samples that the sweep used and scored on those that it set aside. Chosen is, for each question that the sweep asks, the
 * simplest combination within one standard error of the best (see selectModels). They make a sweep folder of their own,
 * final/, which any executor fills.
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
  const chosen = selectModels(plan, rows, sweep.score).flatMap(({ chosen: group }) => group ?? []);
  if (chosen.length === 0) {
    throw new UserError(
      `No finished run of the sweep ${plan.name} has the score "${sweep.score}": nothing can be chosen.`,
    );
  }
  const file = resolve(folder, plan.file);
  const final = join(folder, SWEEP_FILES.final);
  const [from, to] = [folder, final].map((one) => join(one, SWEEP_FILES.studies));
  const names = new Set(chosen.flatMap((group) => group.rows.map(({ name }) => name)));
  const kept = plan.runs.filter(({ name }) => names.has(name));
  const places = plan.axes.map((_, a) => [...new Set(kept.map(({ at }) => at[a]))].sort((one, other) => one - other));
  const runs = new Map<string, { readonly at: number[]; readonly study: Study }>();
  for (const { name, at } of kept) {
    const study = scoredAside(await readStudy(studyFileIn(folder, name)), holdOut);
    // Runs that differ in their evaluation alone are one here.
    const own = runName(withPathsFrom(study, from, dirname(file)));
    if (runs.has(own)) continue;
    runs.set(own, { at: at.map((place, a) => places[a].indexOf(place)), study: withPathsFrom(study, from, to) });
  }
  return {
    folder: final,
    plan: {
      ...plan,
      name: `${plan.name}-final`,
      file: relative(final, file).split(sep).join('/'),
      // These runs choose nothing, and set no samples aside.
      sweep,
      axes: plan.axes.map(({ path, values }, a) => ({ path, values: places[a].map((place) => values[place]) })),
      runs: Array.from(runs, ([name, { at }]) => ({ name, at })),
    },
    studies: new Map(Array.from(runs, ([name, { study }]) => [name, study])),
  };
}

/** A study of the sweep, scored on the samples that it went without. */
function scoredAside({ evaluation: _, ...study }: Study, holdOut: Omit<NonNullable<Study['setAside']>, 'use'>): Study {
  return { ...study, setAside: { ...holdOut, use: 'test' } };
}
