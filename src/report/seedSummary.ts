import { mean, median, standardDeviation } from '../math/statistics.ts';
import type { RunFile } from '../run/runFile.ts';
import { type ComparisonRow, compareRuns } from './comparison.ts';
import { formatScore } from './words.ts';

interface NamedRun {
  readonly name: string;
  readonly run: RunFile;
}

/** One score over the seeds that have it. */
export interface SeedScore {
  readonly group: Exclude<ComparisonRow['group'], 'setting'>;
  /** as in a comparison: "rna → adt", "shared" */
  readonly name: string;
  readonly seeds: number;
  readonly mean: number;
  /** standard deviation over seeds, divisor n − 1; null for one seed */
  readonly sd: number | null;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Runs that differ by seed only. */
export interface SeedSummary {
  readonly runs: readonly string[];
  readonly scores: readonly SeedScore[];
}

/** Scores of runs of several seeds. */
export function summarizeSeeds(runs: readonly NamedRun[]): SeedSummary {
  const scores = compareRuns(runs).rows.flatMap(({ group, name, values }): SeedScore[] => {
    const numbers = values.filter((value) => typeof value === 'number');
    if (group === 'setting' || numbers.length === 0) return [];
    return [
      {
        group,
        name,
        seeds: numbers.length,
        mean: mean(numbers),
        sd: numbers.length < 2 ? null : standardDeviation(numbers),
        median: median(numbers),
        min: Math.min(...numbers),
        max: Math.max(...numbers),
      },
    ];
  });
  return { runs: runs.map(({ name }) => name), scores };
}

/** Of any runs, those that differ by seed only: one summary for each two or more of them. */
export function seedGroups(runs: readonly NamedRun[]): SeedSummary[] {
  const groups = new Map<string, NamedRun[]>();
  for (const one of runs) {
    const key = allButSeed(one.run);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()]
    .filter((group) => new Set(group.map(({ run }) => run.study.training.seed)).size > 1)
    .map(summarizeSeeds);
}

/** Everything that two runs of one question have in common: settings and data, wherever the files lie. */
function allButSeed({ study, modalities, labels }: RunFile): string {
  const { engine: _, training, modalities: tables, labels: label, ...others } = study;
  return JSON.stringify([
    others,
    { ...training, seed: null },
    tables.map((table, m) => ({ ...table, file: modalities[m].sha256 })),
    label && { ...label, file: labels?.sha256 },
  ]);
}

/** "0.93 ± 0.03"; without a spread for one seed. */
export function meanAndSpread({ mean, sd }: Pick<SeedScore, 'mean' | 'sd'>): string {
  return sd === null ? formatScore(mean) : `${formatScore(mean)} ± ${formatScore(sd)}`;
}
