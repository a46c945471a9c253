import type { SweepPlan } from '../run/sweepPlan.ts';
import { type SweepRow, waitingRow } from '../run/sweepRow.ts';

/** A sweep as a page on disk carries it. */
export interface EmbeddedSweep {
  readonly plan: SweepPlan;
  readonly rows: readonly SweepRow[];
}

/** A run in the page: names that all runs share are there once. */
type Packed = readonly [
  state: SweepRow['state'],
  note: string | null,
  share: number,
  seconds: number | null,
  /** index into `engines`; null before the run began */
  engine: number | null,
  parameters: number | null,
  warnings: number,
  /** along `scores`; null before the first evaluation */
  scores: readonly (number | null)[] | null,
];

interface PackedSweep {
  readonly plan: SweepPlan;
  readonly engines: readonly NonNullable<SweepRow['engine']>[];
  /** names of the scores */
  readonly scores: readonly string[];
  /** along the runs of the plan; null: nothing of the run exists */
  readonly rows: readonly (Packed | null)[];
}

/**
 * JSON that is safe inside a <script type="application/json">, about 200 bytes a run. Names of machines, jobs, accounts and
 * folders on a cluster are left out.
 */
export function embedSweep({ plan, rows }: EmbeddedSweep): string {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const scores = [...new Set(rows.flatMap((row) => Object.keys(row.scores)))];
  const engines = new Map<string, { index: number; engine: NonNullable<SweepRow['engine']> }>();
  const engineIndex = (engine: NonNullable<SweepRow['engine']>): number => {
    const key = JSON.stringify(engine);
    const known = engines.get(key) ?? { index: engines.size, engine };
    engines.set(key, known);
    return known.index;
  };
  const packed = plan.runs.map(({ name }): Packed | null => {
    const row = byName.get(name);
    if (!row) return null;
    const scored = Object.keys(row.scores).length > 0;
    return [
      row.state,
      row.note,
      row.share,
      row.seconds,
      row.engine && engineIndex(row.engine),
      row.parameters,
      row.warnings,
      scored ? scores.map((score) => row.scores[score] ?? null) : null,
    ];
  });
  const all: PackedSweep = {
    plan: { ...plan, sweep: { ...plan.sweep, executor: withoutPlace(plan.sweep.executor) } },
    engines: Array.from(engines.values(), ({ engine }) => engine),
    scores,
    rows: packed,
  };
  return JSON.stringify(all).replaceAll('<', '\\u003c');
}

/** What was asked of the scheduler, without what only its cluster knows. */
function withoutPlace(executor: SweepPlan['sweep']['executor']): SweepPlan['sweep']['executor'] {
  if (executor.name === 'local') return executor;
  const { name, atOnce, cpus, memory, time } = executor;
  return { name, atOnce, cpus, memory, time, lines: [] };
}

/** The inverse of {@link embedSweep}. The text is ours, made by the version of Crossmodal whose viewer reads it. */
export function extractSweep(json: string): EmbeddedSweep {
  const { plan, engines, scores, rows }: PackedSweep = JSON.parse(json);
  const unpack = (name: string, packed: Packed | null): SweepRow => {
    if (packed === null) return waitingRow(name);
    const [state, note, share, seconds, engine, parameters, warnings, values] = packed;
    return {
      ...waitingRow(name),
      state,
      note,
      share,
      seconds,
      engine: engine === null ? null : engines[engine],
      parameters,
      warnings,
      scores: values === null ? {} : Object.fromEntries(scores.map((score, i) => [score, values[i]])),
    };
  };
  return { plan, rows: plan.runs.map(({ name }, i) => unpack(name, rows[i])) };
}
