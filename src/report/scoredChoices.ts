import type { KnownFinal, KnownSweep } from '../run/knownFinal.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import type { ScoredGroup } from './modelSelection.ts';
import type { QuestionWords } from './questionWords.ts';
import { groupRuns, type SweepGroup } from './sweepGroups.ts';
import { selectModels } from './sweepQuestions.ts';

/** What was chosen for one question of a sweep, scored on samples that chose nothing. */
export interface ScoredChoice extends QuestionWords {
  /** the runs that score the choice */
  readonly group: SweepGroup;
  /** how many samples score it; null before the first run is finished */
  readonly samples: number | null;
  /** the same settings in the sweep, as it is now; null where it has them no more */
  readonly same: SweepGroup | null;
  /** what the sweep would choose now; null: it has nothing to choose by */
  readonly chosen: ScoredGroup | null;
}

/** Brings the runs that score a choice together with the question of the sweep that they belong to. */
export function scoredChoices({ plan, rows }: KnownSweep, final: KnownFinal): ScoredChoice[] {
  const { score } = plan.sweep;
  const choices = selectModels(plan, rows, score).flatMap(
    ({ question, name, opening, groups, chosen }): ScoredChoice[] => {
      const runs = final.plan.runs.filter(({ at }) => question.every((setting) => isScoredAs(final.plan, at, setting)));
      const found = groupRuns({ axes: final.plan.axes, runs }, final.rows, score).map((group) => {
        const at = runs.find((run) => run.name === group.rows[0].name)?.at ?? [];
        const same = groups.find(({ settings }) => settings.every((setting) => has(final.plan, at, setting)));
        return { name, opening, group, samples: samplesOf(group, final), same: same ?? null, chosen };
      });
      // Two questions may have runs in common, where they differ in nothing that counts when the choice is scored.
      const own = found.find(({ same }) => same !== null && same === chosen) ?? found[0];
      return own ? [own] : [];
    },
  );
  if (choices.length > 0) return choices;
  // The sweep has come to ask something else.
  const [group] = groupRuns(final.plan, final.rows, score);
  return [{ name: '', opening: '', group, samples: samplesOf(group, final), same: null, chosen: null }];
}

type Setting = SweepGroup['settings'][number];

/** Folds and the share of test samples mean nothing where the samples that score are those set aside. */
function isScoredAs(plan: SweepPlan, at: readonly number[], setting: Setting): boolean {
  return setting.path.startsWith('evaluation') || has(plan, at, setting);
}

function has({ axes }: SweepPlan, at: readonly number[], { path, value }: Setting): boolean {
  const axis = axes.findIndex((one) => one.path === path);
  return axis >= 0 && JSON.stringify(axes[axis].values[at[axis]]) === JSON.stringify(value);
}

function samplesOf({ rows }: SweepGroup, { samples }: KnownFinal): number | null {
  return rows.flatMap(({ name }) => samples[name] ?? [])[0] ?? null;
}
