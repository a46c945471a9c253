import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { writeAtomically } from './atomicFile.ts';
import { makeFolder } from './makeFolder.ts';
import { parseJson } from './readStudy.ts';
import { problemsOf } from './settingProblems.ts';
import { type Sweep, sweepFileSchema } from './sweepFile.ts';
import { SWEEP_FILES } from './sweepFolder.ts';
import { type SweepPlan, sweepPlanSchema } from './sweepPlan.ts';
import { UserError } from './userError.ts';

/**
 * Reads NAME.sweep.json.
 * @throws UserError that names the file, the setting and what is wrong with it
 */
export async function readSweepFile(file: string): Promise<Sweep> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new UserError(`There is no sweep file ${file}.`);
    throw new UserError(`The sweep file ${file} cannot be read: ${error.message}.`);
  });
  return parseSweep(parseJson(text, file), basename(file));
}

/**
 * Checks a sweep and fills in its defaults.
 * @param origin what to call it in messages
 */
export function parseSweep(json: unknown, origin: string): Sweep {
  const parsed = sweepFileSchema.safeParse(json, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new UserError(`${origin} cannot be used:\n${problemsOf(parsed.error)}`);
}

/** Reads what a sweep consists of. @throws UserError where the folder holds no sweep, or one that this version cannot read */
export async function readSweepPlan(folder: string): Promise<SweepPlan> {
  const file = join(folder, SWEEP_FILES.plan);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      throw new UserError(
        `${folder} holds no sweep. It has not begun ("crossmodal sweep NAME.sweep.json" begins it), or its folder was moved.`,
      );
    }
    throw error;
  });
  const parsed = sweepPlanSchema.safeParse(parseJson(text, file));
  if (parsed.success) return parsed.data;
  throw new UserError(`${file} cannot be read by this version of Crossmodal:\n${problemsOf(parsed.error)}`);
}

/** Writes what a sweep consists of, and makes its folder where there is none. @throws UserError where the disk takes neither */
export async function writeSweepPlan(folder: string, plan: SweepPlan): Promise<void> {
  await makeFolder(join(folder, SWEEP_FILES.runs), 'The runs of a sweep go there.');
  // Not indented: ten thousand runs are a line each.
  const { runs, ...head } = sweepPlanSchema.parse(plan);
  const lines = runs.map((run) => `    ${JSON.stringify(run)}`).join(',\n');
  const text = JSON.stringify({ ...head, runs: [] }, null, 2).replace(
    /"runs": \[\]\n\}$/,
    () => `"runs": [\n${lines}\n  ]\n}\n`,
  );
  await writeAtomically(join(folder, SWEEP_FILES.plan), text);
}
