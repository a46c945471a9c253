import { RUN_FILES } from '../../run/runFolder.ts';
import type { SlurmSettings } from '../../run/sweepFile.ts';
import { UserError } from '../../run/userError.ts';

/** Names within the folder of a submission. */
export const SUBMISSION_FILES = {
  script: 'array.sh',
  /** a run a line; line i + 1 is task i */
  tasks: 'tasks.txt',
  /** present once Slurm has accepted the array */
  record: 'submission.json',
} as const;

/** What task i printed. */
export function outputFile(task: number): string {
  return `${task}.txt`;
}

/** A task's output begins so, and goes on so where Slurm starts the task again. */
export const TASK_BEGINS = 'Task ';

export interface BatchScript {
  /** of the sweep */
  readonly name: string;
  readonly version: string;
  /** how many runs */
  readonly tasks: number;
  readonly settings: SlurmSettings;
  /** Node.js, and the command line as one file */
  readonly node: string;
  readonly program: string;
  /** set in the environment of each task */
  readonly environment: Readonly<Record<string, string>>;
}

/** Seconds before the time limit at which a run is asked to stop; of a short limit a quarter. */
const WARNING_SECONDS = 60;

/**
 * The script of a job array in which every task is the ordinary `crossmodal train` of one run. It works in the folder of
 * its submission, so that no path of the sweep stands in it.
 */
export function batchScript({ name, version, tasks, settings, node, program, environment }: BatchScript): string {
  const { atOnce, cpus, memory, time, partition, account, lines } = settings;
  const warning = Math.min(WARNING_SECONDS, Math.floor(secondsOf(time) / 4));
  const own = (wanted: boolean) => lines.filter((line) => line.startsWith('#SBATCH') === wanted);
  return `${[
    '#!/bin/bash',
    `# Crossmodal ${version}: ${tasks} ${tasks === 1 ? 'run' : 'runs'} of a sweep, each a task: the line of ${SUBMISSION_FILES.tasks} that its number`,
    '# says, counted from 0. A finished run is left as it is, one that was begun goes on.',
    `#SBATCH --job-name=${jobName(name)}`,
    `#SBATCH --array=0-${tasks - 1}%${atOnce}`,
    `#SBATCH --cpus-per-task=${cpus}`,
    `#SBATCH --mem=${memory}`,
    `#SBATCH --time=${time}`,
    ...(partition === undefined ? [] : [`#SBATCH --partition=${partition}`]),
    ...(account === undefined ? [] : [`#SBATCH --account=${account}`]),
    '#SBATCH --output=%a.txt',
    '#SBATCH --open-mode=append',
    '# Before its time is up a run is asked to stop, and keeps what it has.',
    `#SBATCH --signal=B:TERM@${warning}`,
    '# Where Slurm takes the node away, it starts the task again later, and the run goes on.',
    '#SBATCH --requeue',
    ...own(true),
    '',
    ...own(false),
    ...Object.entries(environment).map(([key, value]) => `export ${key}=${quoted(value)}`),
    `echo "${TASK_BEGINS}$SLURM_ARRAY_TASK_ID on $(hostname), $(date)"`,
    `node=${quoted(node)}`,
    `program=${quoted(program)}`,
    'if ! command -v "$node" >/dev/null; then',
    '  echo "crossmodal: there is no Node.js at $node on $(hostname). Set \\"node\\" of the executor in the sweep file." >&2',
    '  exit 127',
    'fi',
    'if [ ! -f "$program" ]; then',
    '  echo "crossmodal: there is no $program on $(hostname). Install Crossmodal where the compute nodes see it." >&2',
    '  exit 127',
    'fi',
    `run=$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" ${SUBMISSION_FILES.tasks})`,
    '# What an earlier attempt had to say is no longer true.',
    `rm -f "../../runs/$run/${RUN_FILES.error}"`,
    '# In place of this shell, so that signals reach it.',
    'exec "$node" "$program" train "../../studies/$run.crossmodal.json" --out "../../runs/$run"',
  ].join('\n')}\n`;
}

/** A job's name in squeue: what is left of a sweep's name in letters that need no quoting. */
function jobName(sweep: string): string {
  return `crossmodal-${sweep.replace(/[^\w.+-]+/g, '-')}`;
}

/** A word of the shell that stands for exactly this text. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Slurm expands these characters in the folder that a task's output goes to, and then finds no such folder (22.05): the task
 * would end before it began, without a word.
 */
export function refuseFolder(folder: string): void {
  if (!/[%\\\n]/.test(folder)) return;
  throw new UserError(`Slurm writes nothing into a folder with % or \\ in its path: rename ${folder}.`);
}

/** Seconds of a time limit as sbatch takes it: minutes, M:S, H:M:S, D-H, D-H:M or D-H:M:S. */
export function secondsOf(time: string): number {
  const [, days, rest] = /^(?:(\d+)-)?(.*)$/.exec(time) ?? [];
  const parts = rest.split(':').map(Number);
  const [a, b = 0, c = 0] = parts;
  if (days !== undefined) return Number(days) * 86_400 + a * 3600 + b * 60 + c;
  return parts.length === 3 ? a * 3600 + b * 60 + c : a * 60 + b;
}
