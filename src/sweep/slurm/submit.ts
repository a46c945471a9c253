import { mkdir, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { findNative } from '../../engine/nativePlace.ts';
import { lockFolder } from '../../run/folderLock.ts';
import { readSweepPlan } from '../../run/readSweep.ts';
import { clearStop, stopRequested } from '../../run/stopRequest.ts';
import type { SlurmSettings } from '../../run/sweepFile.ts';
import { SWEEP_FILES } from '../../run/sweepFolder.ts';
import { UserError } from '../../run/userError.ts';
import { VERSION } from '../../run/version.ts';
import { batchScript, refuseFolder, SUBMISSION_FILES } from './batchScript.ts';
import { cancel } from './cancel.ts';
import { isFull, isUncertain, refusal } from './refusal.ts';
import { type SlurmAnswer, slurmCommand } from './slurmCommand.ts';
import { SlurmQueue } from './slurmQueue.ts';
import { askQueue } from './squeue.ts';
import { hasScript, submissionName, writeRecord } from './submissions.ts';

export interface SubmitOptions {
  /** of the sweep, with its plan and studies written */
  readonly folder: string;
  readonly settings: SlurmSettings;
  /** runs to make; those that are in the queue already are left out */
  readonly runs: readonly string[];
  /** the command line as one file: crossmodal.cjs */
  readonly program: string;
  /** PATH and SLURM_CONF, where they are not those of this process */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

export interface Submitted {
  /** number of each job array, and how many runs it makes */
  readonly jobs: readonly { readonly job: string; readonly runs: number }[];
  /** runs that Slurm took no more: submit again when some have ended */
  readonly left: readonly string[];
  /** why; null where none are left */
  readonly refusal: string | null;
}

/** Slurm's own default. */
const MAX_ARRAY_SIZE = 1001;

/**
 * Submits runs of a sweep as job arrays, one after another where the cluster takes no array so large. The folder of each,
 * slurm/TIME/, holds its script, its tasks, what they print, and once Slurm has accepted it the number of the job.
 * @throws UserError with Slurm's words where it takes none of them; nothing is left behind then; and where somebody stops the
 * sweep meanwhile
 */
export async function submit({ folder, settings, runs, program, env }: SubmitOptions): Promise<Submitted> {
  refuseFolder(folder);
  const lock = await lockFolder(folder);
  try {
    // What was meant for an earlier process.
    await clearStop(folder);
    const queue = await new SlurmQueue(folder, env).look(runs, true);
    let rest = runs.filter((run) => !queue.runs.has(run));
    const { name } = await readSweepPlan(folder);
    const jobs: { job: string; runs: number }[] = [];
    let size = rest.length === 0 ? 0 : await maxArraySize(env);
    while (rest.length > 0) {
      const tasks = rest.slice(0, size);
      const script = batchScript({
        ...{ name, settings, program, version: VERSION, tasks: tasks.length },
        ...place(settings),
      });
      const { job, answer } = await submitArray({ folder, tasks, script, after: jobs.at(-1)?.job, env });
      if (await stopRequested(folder)) {
        await cancel(folder, env);
        throw new UserError(
          'Somebody stopped this sweep while it was submitted: what Slurm had taken of it is cancelled.',
        );
      }
      if (job !== null) {
        jobs.push({ job, runs: tasks.length });
        rest = rest.slice(size);
      } else if (isFull(answer) && tasks.length > 1) size = tasks.length >> 1;
      else if (jobs.length === 0) throw refusal('sbatch', answer);
      else return { jobs, left: rest, refusal: refusal('sbatch', answer).message };
    }
    return { jobs, left: [], refusal: null };
  } finally {
    await clearStop(folder);
    await lock.release();
  }
}

/** Node.js and native TensorFlow as the tasks find them. */
function place({ node, engineFolder }: SlurmSettings): {
  readonly node: string;
  readonly environment: Readonly<Record<string, string>>;
} {
  const engine = engineFolder ?? process.env['CROSSMODAL_ENGINE_DIR'] ?? findNative()?.folder;
  return {
    node: node ?? process.execPath,
    environment: {
      ...(engine && { CROSSMODAL_ENGINE_DIR: engine }),
      // VS Code's own program is Node.js only when it is told to be.
      ...(node === undefined && process.versions['electron'] && { ELECTRON_RUN_AS_NODE: '1' }),
    },
  };
}

interface ArrayOptions {
  readonly folder: string;
  readonly tasks: readonly string[];
  readonly script: string;
  /** the job array that comes first, so that no more tasks than wanted run at the same time */
  readonly after: string | undefined;
  readonly env: NodeJS.ProcessEnv | undefined;
}

/** @returns null for the job where Slurm did not accept it; nothing is left of it then */
async function submitArray(options: ArrayOptions): Promise<{ job: string | null; answer: SlurmAnswer }> {
  const { folder, tasks, script, after, env } = options;
  const own = join(folder, SWEEP_FILES.slurm, submissionName(new Date()));
  let job: string | null = null;
  try {
    await mkdir(own, { recursive: true });
    await writeFile(join(own, SUBMISSION_FILES.tasks), `${tasks.join('\n')}\n`);
    await writeFile(join(own, SUBMISSION_FILES.script), script);
    const order = after === undefined ? [] : [`--dependency=afterany:${after}`];
    const args = ['--parsable', ...order, SUBMISSION_FILES.script];
    const answer = await slurmCommand('sbatch', args, { cwd: own, env });
    const accepted = answer.trouble === 'none' ? /^(\d+)(?:;(\S+))?$/m.exec(answer.output) : null;
    job = accepted?.[1] ?? (isUncertain(answer) ? await acceptedAfterAll(own, env) : null);
    if (job === null) await rm(own, { recursive: true, force: true });
    else {
      const record = { job, cluster: accepted?.[2] ?? null, user: userInfo().username, cancelledAt: null };
      await writeRecord(own, { ...record, submittedAt: new Date().toISOString() });
    }
    return { job, answer };
  } catch (error) {
    // A job that nobody knows of must not run.
    if (job !== null) await slurmCommand('scancel', [job], { env });
    await rm(own, { recursive: true, force: true });
    throw asUserError(error, own);
  }
}

/** sbatch may wait in vain for the answer of a busy Slurm that has accepted the job: then the queue shows its script. */
async function acceptedAfterAll(own: string, env: NodeJS.ProcessEnv | undefined): Promise<string | null> {
  const { tasks } = await askQueue({ users: [userInfo().username], cluster: null, env }, true);
  return [...(tasks?.values() ?? [])].find(({ command }) => hasScript(command, own))?.job ?? null;
}

/** Tasks in one array. */
async function maxArraySize(env: NodeJS.ProcessEnv | undefined): Promise<number> {
  const { output } = await slurmCommand('scontrol', ['show', 'config'], { env });
  return Number(/^MaxArraySize\s*=\s*(\d+)/m.exec(output)?.[1] ?? MAX_ARRAY_SIZE);
}

function asUserError(error: unknown, own: string): unknown {
  if (error instanceof UserError || !(error instanceof Error && 'code' in error)) return error;
  return new UserError(`${own} cannot be written: ${error.message}. Nothing was submitted.`);
}
