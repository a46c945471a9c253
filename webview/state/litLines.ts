import type { SweepAxis } from '../../src/run/sweepPlan.ts';
import type { Line } from '../parallel/parallel.ts';
import type { SweepFilter } from './sweepChoice.ts';
import { runFilter } from './sweepFilter.ts';
import type { SweepRun } from './sweepState.ts';

/**
 * Which lines a filter leaves: the mean of several runs stays or goes by itself, not by its runs.
 * @param runs all of the plan, in its order
 * @param means names of the scores that lines have a mean of, in the order of their scores; none where each line is a run
 * @returns [lines] 1 = stays
 */
export function litLines(
  lines: readonly Line[],
  runs: readonly SweepRun[],
  axes: readonly SweepAxis[],
  filter: SweepFilter,
  means: readonly string[],
): Uint8Array {
  const others = Object.entries(filter.scores).filter(([name]) => !means.includes(name));
  const keeps = runFilter(axes, { ...filter, scores: Object.fromEntries(others) });
  const ranges = means.map((name) => filter.scores[name]);
  const lit = new Uint8Array(lines.length);
  for (const [i, line] of lines.entries()) {
    const inRange = ranges.every((range, s) => {
      const value = line.scores[s];
      return !range || (value !== null && value >= range[0] && value <= range[1]);
    });
    if (inRange && line.runs.some((run) => keeps(runs[run]))) lit[i] = 1;
  }
  return lit;
}
