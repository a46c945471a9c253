import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { writeAtomically } from '../../run/atomicFile.ts';
import { isThere } from '../../run/isThere.ts';
import { parseSweep, readSweepFile } from '../../run/readSweep.ts';
import { settingsText } from '../../run/settingsText.ts';
import { SWEEP_ENDING, type Sweep, type SweepInput } from '../../run/sweepFile.ts';
import { UserError } from '../../run/userError.ts';
import { canonicalJson } from '../../sweep/canonicalJson.ts';
import type { OptionValues } from '../command.ts';
import { number } from '../studyOptions.ts';
import { parseGridOption } from './gridOption.ts';

/** Bytes of a sweep's name: a file's may have 255, with its ending and that of its temporary file. */
const LONGEST_NAME = 200;

/** The sweep that a command line asks for. */
export interface SweepRequest {
  /** NAME.sweep.json, absolute */
  readonly file: string;
  /** what it says, and who makes the runs as the options have it */
  readonly sweep: Sweep;
  /** Writes the file where it is not there yet. @returns whether it did */
  readonly write: () => Promise<boolean>;
}

/**
 * Reads NAME.sweep.json, or puts one together from a study and options.
 * @throws UserError where the command line is not understood, or another sweep has the name
 */
export async function sweepRequest(positionals: readonly string[], options: OptionValues): Promise<SweepRequest> {
  const [named, extra] = positionals;
  if (named === undefined)
    throw new UserError('Nothing to sweep. Name a sweep file or a study; see: crossmodal sweep --help');
  if (extra !== undefined) throw new UserError(`${extra} beside ${named} has no meaning: a sweep has one file.`);
  const executor = executorOption(options);
  if (named.endsWith(SWEEP_ENDING)) {
    const settled = ['grid', 'seeds', 'name'].find((option) => options[option] !== undefined);
    if (settled) throw new UserError(`--${settled} has no meaning beside ${named}: edit the file instead.`);
    const sweep = await readSweepFile(resolve(named));
    return { file: resolve(named), sweep: withExecutor(sweep, executor), write: async () => false };
  }
  if (!named.endsWith('.json')) {
    throw new UserError(
      `${named} is no file of settings: name a sweep (NAME.sweep.json) or a study (NAME.crossmodal.json).`,
    );
  }
  const name = sweepName(options['name'] ?? basename(named).replace(/(\.crossmodal)?\.json$/, ''));
  const file = join(dirname(resolve(named)), `${name}${SWEEP_ENDING}`);
  const there = await isThere(file);
  const grid = gridOptions(options, dirname(file));
  if (Object.keys(grid).length === 0) {
    if (there) return { file, sweep: withExecutor(await readSweepFile(file), executor), write: async () => false };
    throw new UserError(
      `Say which settings to vary, as in: crossmodal sweep ${named} --grid model.shared=2,5,10 --seeds 5`,
    );
  }
  const study = relative(dirname(file), resolve(named)).split(sep).join('/');
  const input: SweepInput = { study, grid, ...(executor && { executor }) };
  const sweep = parseSweep(input, 'The sweep');
  if (there && differ(await readSweepFile(file), sweep)) {
    throw new UserError(
      `${file} holds another sweep. Go on with it: crossmodal sweep ${relative(process.cwd(), file)}. Or give this one a name of its own: --name NAME.`,
    );
  }
  return {
    file,
    sweep: there ? withExecutor(await readSweepFile(file), executor) : sweep,
    write: async () => {
      if (!there) await writeAtomically(file, settingsText(input));
      return !there;
    },
  };
}

/** @throws UserError for what cannot be part of the name of a file */
function sweepName(option: OptionValues[string]): string {
  const name = String(option);
  if (/^[^./\\\p{Cc}\s][^/\\\p{Cc}]*$/u.test(name) && Buffer.byteLength(name) <= LONGEST_NAME) return name;
  throw new UserError(
    `A sweep cannot be named "${name}": that is part of the name of its file. Give it up to ${LONGEST_NAME} letters, digits, "-" or "_": --name NAME.`,
  );
}

function gridOptions(options: OptionValues, directory: string): NonNullable<SweepInput['grid']> {
  const grid: NonNullable<SweepInput['grid']> = {};
  for (const option of [options['grid'] ?? []].flat()) {
    const { path, values } = parseGridOption(String(option));
    if (path in grid) throw new UserError(`--grid ${path} is there twice. Give all of its values at once.`);
    // A shell completes files from where it stands, and a sweep file names them from where it lies.
    const fromHere = (file: unknown): string =>
      relative(directory, resolve(String(file)))
        .split(sep)
        .join('/');
    grid[path] = path === 'study' ? values.map(fromHere) : values;
  }
  const count = number(options, 'seeds');
  if (count === undefined) return grid;
  if (!Number.isInteger(count) || count < 1)
    throw new UserError(`--seeds wants a whole number from 1, not "${count}".`);
  if ('seed' in grid) throw new UserError('--seeds and --grid seed=… cannot both decide the seeds.');
  return { ...grid, seed: { count } };
}

/** Who makes the runs, where the command line says so. */
function executorOption(options: OptionValues): SweepInput['executor'] {
  const jobs = number(options, 'jobs');
  if (options['slurm'] === true && jobs !== undefined) {
    throw new UserError(
      '--jobs is for this machine, and --slurm for a cluster ("atOnce" in the sweep file): choose one.',
    );
  }
  if (options['slurm'] === true) return { name: 'slurm' };
  if (jobs === undefined) return undefined;
  if (!Number.isInteger(jobs) || jobs < 1) throw new UserError(`--jobs wants a whole number from 1, not "${jobs}".`);
  return { name: 'local', jobs };
}

/** A sweep with another executor; --slurm keeps what the file says of Slurm. */
function withExecutor(sweep: Sweep, executor: SweepInput['executor']): Sweep {
  if (!executor || (executor.name === 'slurm' && sweep.executor.name === 'slurm')) return sweep;
  return parseSweep({ ...sweep, executor }, 'The sweep');
}

function differ({ $schema: _, executor: __, ...a }: Sweep, { executor: ___, ...b }: Sweep): boolean {
  return canonicalJson(a) !== canonicalJson(b);
}
