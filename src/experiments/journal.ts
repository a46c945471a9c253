import { createHash } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseStudy } from '../run/readStudy.ts';
import { unlessMissing } from '../run/unlessMissing.ts';
import type { Cell } from './experiment.ts';

const JOURNAL = 'runs.jsonl';

/** JSON has no NaN: null stands for it. */
const score = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const finishedRunSchema = z.object({
  key: z.string().describe('of everything that decides the result but the engine'),
  settings: z.record(z.string(), z.union([z.string(), z.number()])),
  scores: z.record(z.string(), z.array(score)),
  seconds: z.number(),
  engine: z.string().describe('name and version'),
  crossmodal: z.string().describe('version'),
  system: z.string().describe('Node, platform, processor'),
});
/** What is kept of a run: one line of runs.jsonl. */
export type FinishedRun = z.infer<typeof finishedRunSchema>;

/** Runs with equal keys have equal results, but for the engine. */
export function keyOf({ tables, study }: Cell): string {
  const { engine: _, ...settled } = parseStudy(study, 'the experiment’s study');
  return createHash('sha256')
    .update(JSON.stringify([tables.key, settled]))
    .digest('hex')
    .slice(0, 16);
}

/** Adds a run; a killed process loses at most the line that it was writing. */
export async function appendRun(folder: string, run: FinishedRun): Promise<void> {
  await appendFile(join(folder, JOURNAL), `${JSON.stringify(run)}\n`);
}

/** The runs that earlier calls finished, by key. */
export async function readRuns(folder: string): Promise<Map<string, FinishedRun>> {
  const text = (await unlessMissing(readFile(join(folder, JOURNAL), 'utf8'))) ?? '';
  const runs = new Map<string, FinishedRun>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      const run = finishedRunSchema.parse(JSON.parse(line));
      runs.set(run.key, run);
    } catch {
      // A line cut short, or one of another version: that run is made again.
    }
  }
  return runs;
}
