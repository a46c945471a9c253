import { type LostRun, NO_QUEUE, type QueuedRun, type SweepQueue } from '../sweepQueue.ts';
import { BegunTasks } from './begunTasks.ts';
import { lostReason } from './lostReason.ts';
import { askQueue, type QueueAnswer, taskName } from './squeue.ts';
import { isOf, readSubmissions, type Submission } from './submissions.ts';
import { taskInWords } from './taskInWords.ts';

/** A run's latest task. */
interface Place {
  readonly submission: Submission;
  readonly task: number;
  /** "12_3" */
  readonly name: string;
}

/** Submissions are read anew this often. */
const RELOAD_MS = 2_000;

/** Files read side by side. */
const AT_ONCE = 32;

const SILENCE = 'Slurm does not answer at the moment';

/**
 * What Slurm says of the runs of one sweep, from squeue and the folders of its submissions; sacct is not needed. A task
 * counts as lost when two answers lack it, since disks and queues of a cluster lag; while Slurm is silent nothing is lost.
 */
export class SlurmQueue {
  readonly #sweepFolder: string;
  readonly #env: NodeJS.ProcessEnv | undefined;
  #submissions: readonly Submission[] = [];
  #places: ReadonlyMap<string, Place> = new Map();
  #loaded = Number.NEGATIVE_INFINITY;
  /** tasks as they were last in the queue */
  readonly #seen = new Map<string, QueuedRun>();
  /** when an answer first lacked a task */
  readonly #missing = new Map<string, number>();
  readonly #known = new Map<string, LostRun>();
  #last: SweepQueue = NO_QUEUE;
  /** what the last look was made of */
  #source = '';
  #doubtful = 0;

  /** @param env PATH and SLURM_CONF, where they are not those of this process */
  constructor(sweepFolder: string, env?: NodeJS.ProcessEnv) {
    this.#sweepFolder = sweepFolder;
    this.#env = env;
  }

  /** Runs of the last look whose task one answer lacked: a second one will tell. */
  get doubtful(): number {
    return this.#doubtful;
  }

  /**
   * @param runs those that are not finished by what their folders say: nothing is said of others
   * @param fresh asks Slurm now, and not every ten seconds
   * @returns the same object while there is nothing new
   */
  async look(runs: Iterable<string>, fresh = false): Promise<SweepQueue> {
    await this.#load(fresh);
    if (this.#submissions.length === 0) return NO_QUEUE;
    const answers = await this.#ask(fresh);
    const source = JSON.stringify([
      this.#submissions.map(({ folder, cancelledAt }) => [folder, cancelledAt]),
      [...answers.values()].map(({ at }) => at),
    ]);
    if (source !== this.#source) this.#last = await this.#judge(runs, answers);
    this.#source = source;
    return this.#last;
  }

  async #judge(runs: Iterable<string>, answers: ReadonlyMap<string | null, QueueAnswer>): Promise<SweepQueue> {
    const begun = new BegunTasks();
    const queued = new Map<string, QueuedRun>();
    const gone = new Map<string, Place>();
    this.#doubtful = 0;
    for (const run of runs) {
      const place = this.#places.get(run);
      const answer = place && answers.get(place.submission.cluster);
      if (!place || !answer) continue;
      const { submission, task, name } = place;
      const inQueue = answer.tasks?.get(name);
      const seen = this.#seen.get(name);
      if (inQueue && isOf(inQueue, submission)) {
        queued.set(run, taskInWords(inQueue));
        this.#seen.set(name, taskInWords(inQueue));
        this.#missing.delete(name);
      } else if (answer.tasks === null || answer.at < Date.parse(submission.submittedAt)) {
        const note = answer.tasks ? null : SILENCE;
        if (seen) queued.set(run, { ...seen, note });
        else if (!(await begun.has(submission.folder, task)))
          queued.set(run, { state: 'queued', note, job: `slurm ${name}`, host: null });
      } else if (!this.#isGone(name, answer.at)) {
        this.#doubtful++;
        if (seen) queued.set(run, seen);
      } else if (submission.cancelledAt === null || (await begun.has(submission.folder, task))) gone.set(run, place);
    }
    return { runs: queued, lost: await this.#reasons(gone) };
  }

  async #load(fresh: boolean): Promise<void> {
    const now = performance.now();
    if (!fresh && now - this.#loaded < RELOAD_MS) return;
    this.#loaded = now;
    this.#submissions = await readSubmissions(this.#sweepFolder);
    // Of a run that was submitted again the last time counts.
    const places = this.#submissions.flatMap((submission) =>
      submission.runs.map((run, task): [string, Place] => [
        run,
        { submission, task, name: taskName(submission.job, task) },
      ]),
    );
    this.#places = new Map(places);
  }

  /** By cluster. */
  async #ask(fresh: boolean): Promise<Map<string | null, QueueAnswer>> {
    const clusters = new Set(this.#submissions.map(({ cluster }) => cluster));
    const asked = [...clusters].map(async (cluster): Promise<[string | null, QueueAnswer]> => {
      const own = this.#submissions.filter((submission) => submission.cluster === cluster);
      const users = [...new Set(own.map(({ user }) => user))].sort();
      return [cluster, await askQueue({ users, cluster, env: this.#env }, fresh)];
    });
    return new Map(await Promise.all(asked));
  }

  /** Whether an answer is not the first that lacks a task. */
  #isGone(name: string, at: number): boolean {
    const since = this.#missing.get(name);
    if (since === undefined) this.#missing.set(name, at);
    return since !== undefined && since < at;
  }

  /** By run. Of each lost task the output is read once. */
  async #reasons(gone: ReadonlyMap<string, Place>): Promise<Map<string, LostRun>> {
    const lost = new Map<string, LostRun>();
    const waiting = gone.entries();
    const work = async (): Promise<void> => {
      for (const [run, { name, submission, task }] of waiting) {
        const reason = this.#known.get(name) ?? (await lostReason(submission, task));
        this.#known.set(name, reason);
        lost.set(run, reason);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return lost;
  }
}
