import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { parseStudy, readStudy } from '../run/readStudy.ts';
import { readSweepFile } from '../run/readSweep.ts';
import { type Study, studySchema } from '../run/study.ts';
import { type SettingValue, SWEEP_ENDING, type Sweep } from '../run/sweepFile.ts';
import { SWEEP_FILES, sweepFolderOf } from '../run/sweepFolder.ts';
import { SWEEP_FORMAT, type SweepAxis, type SweepPlan } from '../run/sweepPlan.ts';
import { UserError } from '../run/userError.ts';
import { VERSION } from '../run/version.ts';
import { canonicalJson } from './canonicalJson.ts';
import { type Combination, combinations, namedSettings } from './combinations.ts';
import { requireScore } from './requireScore.ts';
import { runName } from './runName.ts';
import { inOrder, isAbout, settingOf, withSetting } from './settingPath.ts';
import { withPathsFrom } from './studyPaths.ts';

export interface PlannedSweep {
  /** the sweep folder, as an absolute path */
  readonly folder: string;
  readonly plan: SweepPlan;
  /** what each run trains, by its name in the order of the plan; paths are relative to the sweep folder's studies */
  readonly studies: ReadonlyMap<string, Study>;
}

/** A run with the value that it has on each axis. */
interface Planned {
  readonly name: string;
  readonly study: Study;
  readonly values: readonly SettingValue[];
}

/**
 * Reads NAME.sweep.json and its study, and says which runs it asks for. Nothing is written. Combinations that come to the
 * same study are one run.
 * @throws UserError that names the sweep file, the setting and the value
 */
export async function planSweep(file: string): Promise<PlannedSweep> {
  return planRuns(await readSweepFile(file), resolve(file), sweepFolderOf(resolve(file)));
}

/**
 * The runs of a sweep.
 * @param file the sweep file, absolute: its study is relative to it
 * @param folder where the runs go, absolute
 */
export async function planRuns(sweep: Sweep, file: string, folder: string): Promise<PlannedSweep> {
  const origin = basename(file);
  const wanted = inWords(origin, () => combinations(sweep));
  const bases = await studiesOf(wanted, sweep, file);
  const paths = namedSettings(sweep);
  const runs = new Map<string, Planned>();
  for (const settings of wanted) {
    const base = bases.get(settings.get('study') ?? sweep.study);
    if (!base)
      throw new UserError(
        `${origin} cannot be used: "study" wants names of study files, not ${JSON.stringify(settings.get('study'))}.`,
      );
    const study = studyWith(
      sweep.holdOut ? { ...base, setAside: { ...sweep.holdOut, use: 'nothing' } } : base,
      settings,
      origin,
    );
    inWords(origin, () => requireScore(sweep.score, study));
    const name = runName(study);
    // What one entry of a list leaves out is as the study has it.
    const values = paths.map((path) => settings.get(path) ?? (path === 'study' ? sweep.study : settingOf(study, path)));
    if (!runs.has(name)) runs.set(name, { name, study, values });
  }
  const axes = paths.map((path, k) =>
    axisOf(
      path,
      [...runs.values()].map(({ values }) => values[k]),
      sweep,
    ),
  );
  const indices = axes.map(({ values }) => new Map(values.map((value, i) => [canonicalJson(value), i])));
  const studies = join(folder, SWEEP_FILES.studies);
  return {
    folder,
    plan: {
      format: SWEEP_FORMAT,
      crossmodal: VERSION,
      name: basename(file, SWEEP_ENDING),
      file: relative(folder, file).split(sep).join('/'),
      sweep,
      axes,
      runs: [...runs.values()].map(({ name, values }) => ({
        name,
        at: values.map((value, k) => indices[k].get(canonicalJson(value)) ?? 0),
      })),
    },
    studies: new Map([...runs.values()].map(({ name, study }) => [name, withPathsFrom(study, dirname(file), studies)])),
  };
}

/** The studies that a sweep names, by name, with paths relative to the sweep file. */
async function studiesOf(wanted: readonly Combination[], sweep: Sweep, file: string) {
  const studies = new Map<SettingValue, Study>();
  for (const name of new Set(wanted.map((settings) => settings.get('study') ?? sweep.study))) {
    if (typeof name !== 'string') continue;
    const from = resolve(dirname(file), name);
    studies.set(name, withPathsFrom(await readStudy(from), dirname(from), dirname(file)));
  }
  return studies;
}

/** A study with the settings of one run. */
function studyWith(base: Study, settings: Combination, origin: string): Study {
  const paths = inOrder([...settings.keys()].filter((path) => path !== 'study'));
  const study = inWords(origin, () =>
    paths.reduce<unknown>((changed, path) => withSetting(changed, path, settings.get(path) ?? null), base),
  );
  const { success, data, error } = studySchema.safeParse(study);
  if (success) return data;
  const wrong = paths.filter((path) => error.issues.some((issue) => isAbout(study, path, issue.path)));
  const said = (wrong.length > 0 ? wrong : paths).map((path) => `${path} = ${JSON.stringify(settings.get(path))}`);
  return parseStudy(study, `${origin} (${said.join(', ')})`);
}

/** An axis with the values that occur: in the order of the file, numbers between two others by size. */
function axisOf(path: string, occurring: readonly SettingValue[], { random }: Sweep): SweepAxis {
  const values = [...new Map(occurring.map((value) => [canonicalJson(value), value])).values()];
  const drawn = random?.settings[path];
  const inRange = drawn !== undefined && !Array.isArray(drawn);
  return { path, values: inRange ? values.sort((a, b) => Number(a) - Number(b)) : values };
}

/** Puts the name of the sweep file before what is wrong with it. */
function inWords<T>(origin: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${origin} cannot be used: ${error.message}`) : error;
  }
}
