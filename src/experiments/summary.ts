import { mean, quantile } from '../math/statistics.ts';
import type { Experiment, Published, Settings } from './experiment.ts';
import type { FinishedRun } from './journal.ts';

/** One measure of all runs that differ by seed only. */
export interface SummaryRow {
  /** without `seed` */
  readonly settings: Settings;
  readonly measure: string;
  readonly runs: number;
  /** features times runs that have a value */
  readonly values: number;
  /** median or mean over features and seeds, as the measure says; NaN where there is no value */
  readonly value: number;
  /** 10 % and 90 % quantiles over features and seeds */
  readonly low: number;
  readonly high: number;
  readonly published: readonly Published[];
}

/** What an experiment found, by setting and measure. */
export class Summary {
  readonly rows: readonly SummaryRow[];

  constructor(experiment: Pick<Experiment, 'measures' | 'published'>, runs: readonly FinishedRun[]) {
    const groups = new Map<string, { settings: Settings; runs: FinishedRun[] }>();
    for (const run of runs) {
      const { seed: _, ...settings } = run.settings;
      const key = JSON.stringify(settings);
      const group = groups.get(key) ?? { settings, runs: [] };
      group.runs.push(run);
      groups.set(key, group);
    }
    this.rows = [...groups.values()].flatMap(({ settings, runs: members }) =>
      experiment.measures.map(({ name, centre }): SummaryRow => {
        const values = members.flatMap(({ scores }) => scores[name] ?? []).filter(Number.isFinite);
        return {
          settings,
          measure: name,
          runs: members.length,
          values: values.length,
          value: centre === 'median' ? quantile(values, 0.5) : mean(values),
          low: quantile(values, 0.1),
          high: quantile(values, 0.9),
          published: experiment.published.numbers.filter(
            (number) => number.measure === name && matches(settings, number.settings),
          ),
        };
      }),
    );
  }

  /** The one row of these settings, if there is one. */
  find(measure: string, settings: Settings): SummaryRow | undefined {
    return this.select(measure, settings)[0];
  }

  /** All rows that have these settings among theirs. */
  select(measure: string, settings: Settings): SummaryRow[] {
    return this.rows.filter((row) => row.measure === measure && matches(row.settings, settings));
  }

  /** The value of these settings, NaN where nothing was run. */
  value(measure: string, settings: Settings): number {
    return this.find(measure, settings)?.value ?? Number.NaN;
  }

  /** What a setting was, in the order of the runs. */
  valuesOf(setting: string): (string | number)[] {
    return [...new Set(this.rows.map(({ settings }) => settings[setting]))];
  }
}

function matches(settings: Settings, wanted: Settings): boolean {
  return Object.entries(wanted).every(([name, value]) => settings[name] === value);
}
