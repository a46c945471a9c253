import type { KnownFinal, KnownSweep } from '../run/knownFinal.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import { type SweepRow, waitingRow } from '../run/sweepRow.ts';

/** A sweep as a page on disk carries it. */
export interface EmbeddedSweep extends KnownSweep {
  readonly final?: KnownFinal | null;
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

interface PackedPage extends PackedSweep {
  readonly final: (Omit<KnownFinal, keyof KnownSweep> & { readonly sweep: PackedSweep }) | null;
}

/**
 * JSON that is safe inside a <script type="application/json">, about 200 bytes a run. Names of machines, jobs, accounts and
 * folders on a cluster are left out.
 */
export function embedSweep({ final, ...sweep }: EmbeddedSweep): string {
  const packed = final && { samples: final.samples, otherRuns: final.otherRuns, sweep: pack(final) };
  const page: PackedPage = { ...pack(sweep), final: packed ?? null };
  return JSON.stringify(page).replaceAll('<', '\\u003c');
}

function pack({ plan, rows }: KnownSweep): PackedSweep {
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
  return {
    plan: { ...plan, sweep: { ...plan.sweep, executor: withoutPlace(plan.sweep.executor) } },
    engines: Array.from(engines.values(), ({ engine }) => engine),
    scores,
    rows: packed,
  };
}

/** What was asked of the scheduler, without what only its cluster knows. */
function withoutPlace(executor: SweepPlan['sweep']['executor']): SweepPlan['sweep']['executor'] {
  if (executor.name === 'local') return executor;
  const { name, atOnce, cpus, memory, time } = executor;
  return { name, atOnce, cpus, memory, time, lines: [] };
}

/** The inverse of {@link embedSweep}. The text is ours, made by the version of Crossmodal whose viewer reads it. */
export function extractSweep(json: string): EmbeddedSweep {
  const { final, ...sweep }: PackedPage = JSON.parse(json);
  return {
    ...unpackSweep(sweep),
    ...(final && { final: { ...unpackSweep(final.sweep), samples: final.samples, otherRuns: final.otherRuns } }),
  };
}

function unpackSweep({ plan, engines, scores, rows }: PackedSweep): KnownSweep {
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
