import { join, relative, resolve } from 'node:path';
import { summarizeSeeds } from '../report/seedSummary.ts';
import { plural } from '../report/words.ts';
import { writeAtomically } from '../run/atomicFile.ts';
import { formatCsv } from '../run/csv.ts';
import { readRunFile } from '../run/readRun.ts';
import type { RunFile } from '../run/runFile.ts';
import { UserError } from '../run/userError.ts';
import { trainSeeds } from '../trainer/trainSeeds.ts';
import type { Call } from './command.ts';
import { interruptible } from './interruptible.ts';
import { seedTable } from './seedTable.ts';
import { number, studyFrom } from './studyOptions.ts';

/** `crossmodal train --seeds N`: one run a seed, seeds.csv, and what they have in common. */
export async function runSeeds(call: Call): Promise<unknown> {
  const { positionals, options, print, progress } = call;
  const seeds = number(options, 'seeds') ?? 1;
  if (!Number.isInteger(seeds) || seeds < 1)
    throw new UserError(`--seeds wants a whole number from 1, not "${seeds}".`);
  const { study, directory } = await studyFrom(positionals, options);
  const out = typeof options['out'] === 'string' ? resolve(options['out']) : null;
  const told = new Set<string>();
  const { folder, runs } = await interruptible(
    call,
    ({ signal, emit }) =>
      trainSeeds({
        ...{ study, directory, out, seeds, signal },
        onSeed: (seed, index) => progress(`Seed ${seed} (${index + 1} of ${seeds})`),
        emit: (event) => {
          // What is said of the tables holds for every seed: once is enough.
          if (event.type === 'warning' && told.has(event.text)) return;
          if (event.type === 'warning') told.add(event.text);
          emit(event);
        },
      }),
    (result) => finished(result.runs).length < seeds,
  );
  const done = await Promise.all(
    finished(runs).map(async ({ seed, folder: path }) => ({ name: `seed-${seed}`, run: await readRunFile(path) })),
  );
  const summary = summarizeSeeds(done);
  const file = join(folder, 'seeds.csv');
  if (done.length > 0) await writeAtomically(file, seedsCsv(done.map(({ run }) => run)));
  const lines = done.length > 0 ? seedTable(summary) : ['No seed is finished: there is nothing to sum up.'];
  for (const line of lines) print(line);
  const place = relative(process.cwd(), folder) || '.';
  if (done.length < seeds)
    print(`\n${plural(done.length, 'seed')} of ${seeds} finished. Go on: the same command with --out ${place}`);
  print(place);
  return { folder, seeds: runs, file: done.length > 0 ? file : null, summary };
}

function finished<T extends { readonly status: string }>(runs: readonly T[]): T[] {
  return runs.filter(({ status }) => status === 'finished');
}

/** One row a seed and direction; the AUC of each latent block is the seed's, and the same in all its rows. */
function seedsCsv(runs: readonly RunFile[]): string {
  const blocks = runs[0].metrics?.classification.map(({ block }) => block) ?? [];
  const header = ['seed', 'source', 'target', 'samples', 'features', 'positive', 'median', 'mean', 'q25', 'q75'];
  const rows = runs.flatMap(({ study, metrics }) =>
    (metrics?.r2 ?? []).map(({ source, target, samples, features, positive, ...r2 }) => [
      ...[study.training.seed, source, target, samples, features, positive],
      ...[r2.median, r2.mean, r2.q25, r2.q75].map((value) => value ?? Number.NaN),
      ...blocks.map((name) => metrics?.classification.find(({ block }) => block === name)?.auc ?? Number.NaN),
    ]),
  );
  return formatCsv([...header, ...blocks.map((block) => `auc_${block}`)], rows);
}
