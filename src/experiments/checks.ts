import { formatScore, list } from '../report/words.ts';
import type { Check, Settings } from './experiment.ts';
import type { Summary } from './summary.ts';

/** Whether the best of some series is ahead of every other one by at least `margin`. */
export function ahead(
  summary: Summary,
  {
    claim,
    series,
    best,
    others,
    measure,
    at,
    margin,
  }: {
    readonly claim: string;
    /** the setting that tells the series apart */
    readonly series: string;
    readonly best: string;
    readonly others: readonly string[];
    readonly measure: string;
    readonly at: Settings;
    readonly margin: number;
  },
): Check {
  const of = (name: string): number => summary.value(measure, { ...at, [series]: name });
  const top = of(best);
  const known = others.filter((name) => Number.isFinite(of(name)));
  if (!Number.isFinite(top) || known.length === 0)
    return { claim, holds: null, numbers: 'these settings were not run' };
  return {
    claim,
    holds: known.every((name) => top - of(name) >= margin),
    numbers: [best, ...known].map((name) => `${name} ${formatScore(of(name))}`).join(', '),
  };
}

/** Whether something holds of every row; null where there is none. */
export function every(rows: readonly { readonly label: string; readonly holds: boolean }[], claim: string): Check {
  const wrong = rows.filter(({ holds }) => !holds);
  return {
    claim,
    holds: rows.length === 0 ? null : wrong.length === 0,
    numbers:
      rows.length === 0
        ? 'these settings were not run'
        : wrong.length === 0
          ? `${rows.length} of ${rows.length}`
          : `${rows.length - wrong.length} of ${rows.length}; not ${list(wrong.map(({ label }) => label))}`,
  };
}
