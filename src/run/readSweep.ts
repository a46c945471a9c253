import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { writeAtomically } from './atomicFile.ts';
import { makeFolder } from './makeFolder.ts';
import { problemsOf } from './settingProblems.ts';
import { parseJson, parseSettings, readSettingsFile } from './settingsFile.ts';
import { type Sweep, sweepFileSchema } from './sweepFile.ts';
import { SWEEP_FILES } from './sweepFolder.ts';
import { type SweepPlan, sweepPlanSchema } from './sweepPlan.ts';
import { unlessMissing } from './unlessMissing.ts';
import { UserError } from './userError.ts';

/**
 * Reads NAME.sweep.json.
 * @throws UserError that names the file, the setting and what is wrong with it
 */
export async function readSweepFile(file: string): Promise<Sweep> {
  return parseSweep(await readSettingsFile(file, 'sweep'), basename(file));
}

/**
 * Checks a sweep and fills in its defaults.
 * @param origin what to call it in messages
 */
export function parseSweep(json: unknown, origin: string): Sweep {
  return parseSettings(sweepFileSchema, json, origin);
}

/** Reads what a sweep consists of. @throws UserError where the folder holds no sweep, or one that this version cannot read */
export async function readSweepPlan(folder: string): Promise<SweepPlan> {
  const file = join(folder, SWEEP_FILES.plan);
  const text = await unlessMissing(readFile(file, 'utf8'));
  if (text === null) {
    throw new UserError(
      `${folder} holds no sweep. It has not begun ("crossmodal sweep NAME.sweep.json" begins it), or its folder was moved.`,
    );
  }
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
