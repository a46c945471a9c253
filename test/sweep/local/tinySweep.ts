import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { syntheticTables } from '../../../src/experiments/synthetic.ts';
import type { StudyInput } from '../../../src/run/study.ts';
import type { SweepInput } from '../../../src/run/sweepFile.ts';
import { runFolderIn, SWEEP_FILES } from '../../../src/run/sweepFolder.ts';
import type { SweepRow } from '../../../src/run/sweepRow.ts';
import type { LocalSweep, LocalSweepEvent } from '../../../src/sweep/local/localSweep.ts';
import { runLocally } from '../../../src/sweep/local/runLocally.ts';
import { type PlannedSweep, planSweep } from '../../../src/sweep/planSweep.ts';
import { readRows } from '../../../src/sweep/readRows.ts';
import { todo } from '../../../src/sweep/todo.ts';
import { writeSweep } from '../../../src/sweep/writeSweep.ts';

export const TRAINER = resolve('dist/trainer.cjs');

/** What the runs of a sweep must repeat to the byte. */
const RESULTS = ['r2.csv', 'latents.csv', 'loadings.csv', 'weights.safetensors', 'predictions.safetensors'];

/** Two small tables and a study of them, on WASM, which starts fastest. */
export async function writeTinyStudy(folder: string, change: Partial<StudyInput> = {}): Promise<void> {
  await mkdir(folder, { recursive: true });
  await syntheticTables({ samples: 40, sharedFeatures: 3, privateFeatures: [3, 2], seed: 1 }).write(folder);
  const study: StudyInput = {
    modalities: ['view1', 'view2'].map((name) => ({ name, file: `${name}.csv` })),
    model: { hidden: [6] },
    training: { epochs: 4, batchSize: 16 },
    evaluation: { split: 'holdout' },
    engine: 'wasm',
    ...change,
  };
  await writeFile(join(folder, 'tiny.crossmodal.json'), JSON.stringify(study));
}

/** Plans a sweep of that study and writes its folder. */
export async function writeTinySweep(folder: string, sweep: Omit<SweepInput, 'study'>): Promise<PlannedSweep> {
  const file = join(folder, 'tiny.sweep.json');
  await writeFile(file, JSON.stringify({ study: 'tiny.crossmodal.json', ...sweep }));
  const planned = await planSweep(file);
  await writeSweep(planned);
  return planned;
}

/** Makes what is left of a sweep, and tells what happened. */
export async function makeRuns({ folder, plan }: PlannedSweep, change: Partial<LocalSweep> = {}) {
  const events: LocalSweepEvent[] = [];
  const result = await runLocally({
    folder,
    runs: async () => todo(await readRows(folder, plan), false),
    others: async () => [],
    jobs: 2,
    failures: 10,
    minutes: undefined,
    trainer: TRAINER,
    signal: new AbortController().signal,
    ...change,
    hear: (event) => {
      events.push(event);
      change.hear?.(event);
    },
  });
  return { result, events };
}

/** The lines of the sweep's log that begin with a word, without their time: "finished RUN". */
export async function logged(folder: string, word: string): Promise<string[]> {
  const lines = (await readFile(join(folder, SWEEP_FILES.log), 'utf8')).split('\n');
  return lines.map((line) => line.slice(line.indexOf(' ') + 1)).filter((line) => line.startsWith(`${word} `));
}

/** What each run found, or each of some. */
export async function resultsOf(
  { folder, plan }: PlannedSweep,
  runs: readonly string[] = plan.runs.map(({ name }) => name),
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const name of runs) {
    const run = runFolderIn(folder, name);
    found.set(name, await Promise.all(RESULTS.map((file) => readFile(join(run, file), 'base64'))));
  }
  return found;
}

/** Rows without what every attempt has of its own. */
export function timeless(rows: readonly SweepRow[]) {
  return rows.map(({ seconds: _, host: __, ...row }) => row);
}
