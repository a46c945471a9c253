import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { stampOf } from '../data/fileStamp.ts';
import { sha256 } from '../data/sha256.ts';
import { plural } from '../report/words.ts';
import { RUN_FILES } from '../run/runFolder.ts';
import { runFolderIn } from '../run/sweepFolder.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import { UserError } from '../run/userError.ts';

const named = z.object({ file: z.string() });
const trainedOn = z.object({ sha256: z.string() });
/** What is needed of run.crossmodal. */
const filesSchema = z.object({
  study: z.object({ modalities: z.array(named), labels: named.optional() }),
  modalities: z.array(trainedOn),
  labels: trainedOn.nullable(),
});

/**
 * Makes sure that the finished runs of a sweep were trained on the tables and labels as they are now: scores of others cannot
 * be compared with those of runs that are still to be made. A file that is gone says nothing.
 * @param rows how the runs stand
 * @throws UserError that names the file and says what to do
 */
export async function requireSameTables(folder: string, rows: readonly SweepRow[]): Promise<void> {
  const hashes = new Map<string, string | null>();
  const outdated = new Map<string, Set<string>>();
  for (const { name } of rows.filter(({ state }) => state === 'finished')) {
    for (const { file, before } of await filesOf(runFolderIn(folder, name))) {
      const now = hashes.get(file) ?? ((await stampOf(file)) === null ? null : await sha256(file));
      hashes.set(file, now);
      if (now !== null && now !== before) outdated.set(file, (outdated.get(file) ?? new Set<string>()).add(name));
    }
  }
  for (const [file, { size }] of outdated) {
    throw new UserError(
      `${file} has changed since ${plural(size, 'finished run')} of this sweep ${size === 1 ? 'was' : 'were'} trained on it: scores on two versions of a table cannot be compared. Put the file back, give the sweep file another name to make every run on the new one, or delete ${folder}.`,
    );
  }
}

/** The tables and labels of a run, where they lie, and their SHA-256 when it read them. */
async function filesOf(runFolder: string): Promise<{ file: string; before: string }[]> {
  const text = await readFile(join(runFolder, RUN_FILES.run), 'utf8');
  const { study, modalities, labels } = filesSchema.parse(JSON.parse(text));
  return [
    ...modalities.map(({ sha256: before }, m) => ({ file: resolve(runFolder, study.modalities[m].file), before })),
    ...(labels && study.labels ? [{ file: resolve(runFolder, study.labels.file), before: labels.sha256 }] : []),
  ];
}
