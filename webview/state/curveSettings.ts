import type { SweepChoice } from './sweepChoice.ts';
import type { VaryingSetting } from './sweepLines.ts';

/** More lines than this cannot be told apart. */
const MOST_LINES = 28;

/** Which setting a score is drawn over, and which has a line for each value. */
export interface CurveSettings {
  readonly over: VaryingSetting;
  /** null = one line */
  readonly by: VaryingSetting | null;
  /** what else varies, and is averaged over */
  readonly others: readonly VaryingSetting[];
}

/** Settings that may have a line for each value. */
export function lineSettings(settings: readonly VaryingSetting[], over: VaryingSetting): VaryingSetting[] {
  return settings.filter(
    (setting) => setting !== over && setting.scale.ticks.length <= MOST_LINES && setting.scale.few,
  );
}

/**
 * The chosen settings; where none is chosen, or what was is gone, the numbers of most values across and a line for each model.
 * @param settings that vary, at least one
 */
export function curveSettings(
  settings: readonly VaryingSetting[],
  choice: Pick<SweepChoice, 'over' | 'lines'>,
): CurveSettings {
  const named = (path: string | null) => settings.find(({ scale }) => scale.path === path);
  const ranked = settings.toSorted((a, b) => rank(b) - rank(a));
  const over = named(choice.over) ?? ranked[0];
  const possible = lineSettings(settings, over);
  const model = possible.find(({ scale }) => scale.path === 'model.name');
  const few = possible.toSorted((a, b) => a.scale.ticks.length - b.scale.ticks.length).at(0);
  const chosen = possible.find(({ scale }) => scale.path === choice.lines);
  const by = choice.lines === NO_LINES ? null : (chosen ?? model ?? few ?? null);
  return { over, by, others: settings.filter((setting) => setting !== over && setting !== by) };
}

/** In place of a setting: one line for all runs. */
export const NO_LINES = '';

/** Numbers before names, many values before few. */
function rank({ scale: { numeric, places } }: VaryingSetting): number {
  return (numeric ? 1e6 : 0) + places.length;
}
