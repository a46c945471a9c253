import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../run/atomicFile.ts';
import { SWEEP_FILES } from '../run/sweepFolder.ts';
import type { SweepRow } from '../run/sweepRow.ts';

/** What was read of a run that has ended. */
export interface EndedRun {
  readonly row: SweepRow;
  /** time, size and place of its run file as it was read */
  readonly stamp: string;
}

const FORMAT = 1;

/** Scores are a list in the order of `scores`: their names, written once, are most of ten thousand rows. */
const digestsSchema = z.object({
  format: z.literal(FORMAT),
  scores: z.array(z.string()),
  runs: z.array(
    z.object({
      stamp: z.string(),
      name: z.string(),
      state: z.enum(['finished', 'stopped', 'timeout', 'failed']),
      note: z.string().nullable(),
      share: z.number(),
      seconds: z.number().nullable(),
      engine: z.object({ name: z.string(), note: z.string() }).nullable(),
      host: z.string().nullable(),
      job: z.string().nullable(),
      parameters: z.int().nullable(),
      warnings: z.int(),
      values: z.array(z.number().nullable().or(z.literal(''))).describe('"": it has no score of this name'),
    }),
  ),
});

/** The runs that had ended, by name; none where the file is missing, cut short or of another version: it only saves reading. */
export async function readDigests(folder: string): Promise<Map<string, EndedRun>> {
  try {
    const text = await readFile(join(folder, SWEEP_FILES.digests), 'utf8');
    const { scores, runs } = digestsSchema.parse(JSON.parse(text));
    return new Map(
      runs.map(({ stamp, values, ...row }) => {
        const known: Record<string, number | null> = {};
        for (const [i, value] of values.entries()) if (value !== '') known[scores[i]] = value;
        return [row.name, { stamp, row: { ...row, scores: known } }];
      }),
    );
  } catch {
    return new Map();
  }
}

/** Keeps them for whoever opens the sweep next. Where the folder may not be written, they are read again then. */
export async function writeDigests(folder: string, ended: readonly EndedRun[]): Promise<void> {
  const scores = [...new Set(ended.flatMap(({ row }) => Object.keys(row.scores)))];
  const lines = ended.map(({ stamp, row: { scores: own, ...row } }) => {
    const values = scores.map((score) => (score in own ? own[score] : ''));
    return JSON.stringify({ stamp, ...row, values });
  });
  const head = `"format":${FORMAT},"scores":${JSON.stringify(scores)}`;
  const text = `{${head},"runs":[\n${lines.join(',\n')}\n]}\n`;
  await writeAtomically(join(folder, SWEEP_FILES.digests), text).catch(() => undefined);
}
