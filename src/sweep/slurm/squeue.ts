import { slurmCommand } from './slurmCommand.ts';

/** A task of a job array that is in the queue. */
export interface SlurmTask {
  readonly job: string;
  readonly task: number;
  /** "PENDING", "RUNNING", "COMPLETING", … */
  readonly state: string;
  /** the machine that it runs on; '' while it waits */
  readonly node: string;
  /** why it waits: "Resources", "JobArrayTaskLimit", … */
  readonly reason: string;
  /** the path of its batch script */
  readonly command: string;
}

/** Whose jobs to ask for, and where. */
export interface QueueQuestion {
  readonly users: readonly string[];
  readonly cluster: string | null;
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** What Slurm said. */
export interface QueueAnswer {
  /** when it was asked: ms since 1970 */
  readonly at: number;
  /** every task of these users by its name, "12_3"; null: Slurm did not answer */
  readonly tasks: ReadonlyMap<string, SlurmTask> | null;
}

/** Slurm is asked at most this often by one process, however many sweeps it watches; after silence, less often. */
const BETWEEN_MS = 10_000;
const AFTER_SILENCE_MS = 60_000;

/** The path comes last: it may hold anything. */
const FORMAT = '%F|%K|%T|%N|%r|%o';

const answers = new Map<string, { readonly begun: number; readonly answer: Promise<QueueAnswer>; silent: boolean }>();

/**
 * Asks for the queue, or gives the last answer where that is seconds old.
 * @param fresh asks in any case: after a submission, or before one
 */
export function askQueue(question: QueueQuestion, fresh = false): Promise<QueueAnswer> {
  const { users, cluster, env = process.env } = question;
  const key = JSON.stringify([users, cluster, env['SLURM_CONF']]);
  const last = answers.get(key);
  const now = performance.now();
  if (last && !fresh && now - last.begun < (last.silent ? AFTER_SILENCE_MS : BETWEEN_MS)) return last.answer;
  const entry = { begun: now, answer: ask({ users, cluster, env }), silent: false };
  answers.set(key, entry);
  void entry.answer.then(({ tasks }) => {
    entry.silent = tasks === null;
  });
  return entry.answer;
}

async function ask({ users, cluster, env }: QueueQuestion): Promise<QueueAnswer> {
  const at = Date.now();
  const of = [`--user=${users.join(',')}`, ...(cluster === null ? [] : [`--clusters=${cluster}`])];
  const answer = await slurmCommand('squeue', ['--noheader', '--array', `--format=${FORMAT}`, ...of], { env });
  if (answer.trouble !== 'none') return { at, tasks: null };
  return { at, tasks: new Map(parseSqueue(answer.output).map((task) => [taskName(task.job, task.task), task])) };
}

/** "12_3" for task 3 of array 12 */
export function taskName(job: string, task: number): string {
  return `${job}_${task}`;
}

/** The tasks of arrays among what squeue printed; other jobs and headings are left out. */
export function parseSqueue(text: string): SlurmTask[] {
  return text.split('\n').flatMap((line) => {
    const [job, task, state, node, reason, ...command] = line.split('|');
    if (command.length === 0 || !/^\d+$/.test(job) || !/^\d+$/.test(task)) return [];
    return [{ job, task: Number(task), state, node, reason, command: command.join('|') }];
  });
}
