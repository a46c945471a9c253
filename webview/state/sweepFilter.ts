import { settingName } from '../../src/report/settingName.ts';
import { settingWords } from '../../src/report/settingWords.ts';
import type { SweepAxis } from '../../src/run/sweepPlan.ts';
import type { SweepFilter } from './sweepChoice.ts';
import type { SweepRun } from './sweepState.ts';

/** What a filter of a setting knows its values by. */
export function valueKey(value: SweepAxis['values'][number]): string {
  return JSON.stringify(value);
}

/** The runs that a filter leaves, in the same order. @param axes of the plan */
export function filterRuns(runs: readonly SweepRun[], axes: readonly SweepAxis[], filter: SweepFilter): SweepRun[] {
  return runs.filter(runFilter(axes, filter));
}

/** Whether a filter leaves a run. @param axes of the plan */
export function runFilter(axes: readonly SweepAxis[], filter: SweepFilter): (run: SweepRun) => boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const texts = words.length > 0 ? axes.map(axisTexts) : [];
  const kept = axes.map(({ path, values }) => {
    const chosen = filter.settings[path];
    return chosen ? values.map((value) => chosen.includes(valueKey(value))) : null;
  });
  const ranges = Object.entries(filter.scores);
  return ({ at, row }) => {
    if (filter.states.length > 0 && !filter.states.includes(row.state)) return false;
    if (kept.some((values, axis) => values !== null && !values[at[axis]])) return false;
    const inRanges = ranges.every(([name, [low, high]]) => {
      const score = row.scores[name] ?? null;
      return score !== null && score >= low && score <= high;
    });
    if (!inRanges) return false;
    if (words.length === 0) return true;
    const text = [row.name, row.note ?? '', ...texts.map((values, axis) => values[at[axis]])].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

/** Each value with the name of its setting: "shared 5". */
function axisTexts({ path, values }: SweepAxis): string[] {
  return values.map((value) => `${settingName(path)} ${settingWords(value)}`);
}

/** Whether a filter leaves anything out. */
export function isFiltering({ text, states, settings, scores }: SweepFilter): boolean {
  return text.trim() !== '' || states.length + Object.keys(settings).length + Object.keys(scores).length > 0;
}

/** The filter with other values of a setting; null = all of them. */
export function keepValues(filter: SweepFilter, path: string, values: readonly string[] | null): SweepFilter {
  const { [path]: _, ...others } = filter.settings;
  return { ...filter, settings: values === null ? others : { ...others, [path]: values } };
}

/** The filter with another range of a score; null = any. */
export function keepRange(filter: SweepFilter, name: string, range: readonly [number, number] | null): SweepFilter {
  const { [name]: _, ...others } = filter.scores;
  return { ...filter, scores: range === null ? others : { ...others, [name]: range } };
}

/** The filter with one value of a setting switched on or off. The first click leaves no other. */
export function toggleValue(
  filter: SweepFilter,
  { path, values }: SweepAxis,
  value: SweepAxis['values'][number],
): SweepFilter {
  const kept = filter.settings[path];
  const key = valueKey(value);
  if (!kept) return keepValues(filter, path, [key]);
  const next = kept.includes(key) ? kept.filter((other) => other !== key) : [...kept, key];
  // None would leave no run, and all is no filter.
  return keepValues(filter, path, next.length === 0 || next.length === values.length ? null : next);
}
