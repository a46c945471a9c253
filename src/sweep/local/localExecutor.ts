import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processors } from '../../engine/processors.ts';
import { holderOf } from '../../run/folderLock.ts';
import { clearRunError, writeRunError } from '../../run/runError.ts';
import { writeRunTimeout } from '../../run/runTimeout.ts';
import { clearStop, requestStop } from '../../run/stopRequest.ts';
import { runFolderIn, studyFileIn } from '../../run/sweepFolder.ts';
import type { FailedRun, LocalSweep, LocalSweepResult } from './localSweep.ts';
import { RunQueue, type WaitingRun } from './runQueue.ts';
import { SweepLog } from './sweepLog.ts';
import { type RunEnd, TrainerProcess } from './trainerProcess.ts';
import { waitingRuns } from './waitingRuns.ts';

/** Times that a trainer may die at one run. */
const DEATHS = 2;
/** A run that was asked to stop for its time still scores its best; after this time its trainer is killed. */
const OVERTIME_MS = 120_000;
const LOOK_AGAIN_MS = 500;
/** The longest that a timer takes. */
const LONGEST_MS = 2 ** 31 - 1;

/** How an attempt ended; timeout: stopped because its time was up. */
type AttemptEnd = RunEnd | { readonly how: 'timeout' };

/** Keeps several trainers busy with the runs of a sweep, each with its share of the processors. */
export class LocalExecutor {
  readonly #sweep: LocalSweep;
  readonly #stop: AbortSignal;
  readonly #log: SweepLog;
  readonly #deaths = new Map<string, number>();
  readonly #failed: FailedRun[] = [];
  #finished = 0;
  #stopped = 0;
  #timeouts = 0;

  /** @param stop as the sweep's own signal, whoever asks */
  constructor(sweep: LocalSweep, stop: AbortSignal) {
    this.#sweep = sweep;
    this.#stop = stop;
    this.#log = new SweepLog(sweep.folder);
  }

  async work(): Promise<LocalSweepResult> {
    await this.#makeAll(await this.#sweep.runs());
    for (let others = await this.#waitForOthers(); others.size > 0; others = await this.#waitForOthers()) {
      const left = await this.#sweep.runs();
      await this.#makeAll(left.filter((run) => others.has(run)));
    }
    const ended = this.#stop.aborted ? 'stopped' : this.#isHopeless ? 'too many failures' : 'nothing left';
    const [finished, failed, stopped, timeouts] = [this.#finished, this.#failed, this.#stopped, this.#timeouts];
    this.#log.write(
      `ended (${ended}): ${finished} finished, ${failed.length} failed, ${stopped} stopped, ${timeouts} timeout`,
    );
    await this.#log.end();
    return { finished, stopped, timeouts, failed, ended };
  }

  get #isHopeless(): boolean {
    return this.#failed.length >= this.#sweep.failures;
  }

  async #makeAll(names: readonly string[]): Promise<void> {
    const runs = await waitingRuns(this.#sweep.folder, names);
    const jobs = Math.min(this.#sweep.jobs, runs.length);
    const threads = Math.max(1, Math.floor(processors() / jobs));
    this.#log.write(`${runs.length} runs to make, ${jobs} side by side, process ${process.pid}`);
    const queue = new RunQueue(runs);
    await Promise.all(Array.from({ length: jobs }, (_, trainer) => this.#keepBusy(trainer, threads, queue)));
  }

  /** Until nobody is at a run any more. @returns those that others were at, which they may not have ended */
  async #waitForOthers(): Promise<ReadonlySet<string>> {
    if (this.#isOver) return new Set();
    const others = await this.#sweep.others();
    for (const run of others) {
      this.#log.write(`waits for ${run}, which somebody else is at`);
      this.#sweep.hear({ type: 'awaited', run });
      while (!this.#isOver && (await holderOf(runFolderIn(this.#sweep.folder, run)))) await sleep(LOOK_AGAIN_MS);
    }
    return new Set(this.#isOver ? [] : others);
  }

  get #isOver(): boolean {
    return this.#stop.aborted || this.#isHopeless;
  }

  /** Gives one run after another to a trainer, and to another one where that died. */
  async #keepBusy(number: number, threads: number, queue: RunQueue): Promise<void> {
    let trainer: TrainerProcess | null = null;
    try {
      while (!this.#isOver) {
        const run = queue.next(number);
        if (!run) break;
        if (!trainer?.lives) trainer = new TrainerProcess(this.#sweep.trainer, threads);
        const end = await this.#make(run, trainer);
        // Killed while it saved what it has learnt: nobody is to blame.
        if (end.how === 'died' && this.#stop.aborted) break;
        await this.#settle(run, end, queue);
      }
    } finally {
      await trainer?.end();
    }
  }

  /** One attempt at one run. */
  async #make({ name }: WaitingRun, trainer: TrainerProcess): Promise<AttemptEnd> {
    const { folder, hear, minutes } = this.#sweep;
    const out = runFolderIn(folder, name);
    const study = studyFileIn(folder, name);
    const stop = (): void => trainer.stop();
    const ended = new AbortController();
    let asking = Promise.resolve();
    let overtime: NodeJS.Timeout | undefined;
    let [overdue, killed] = [false, false];
    const tooLong = (): void => {
      this.#log.write(`${name} takes longer than ${minutes} minutes and is asked to stop`);
      overdue = true;
      asking = askToStop(out, ended.signal);
      overtime = setTimeout(() => {
        killed = true;
        trainer.kill();
      }, OVERTIME_MS);
    };
    const limit = minutes === undefined ? undefined : setTimeout(tooLong, Math.min(minutes * 60_000, LONGEST_MS));
    this.#stop.addEventListener('abort', stop);
    try {
      // A folder that may not be written its trainer tells of.
      await clearRunError(out).catch(() => undefined);
      this.#log.write(`begun ${name}, trainer ${trainer.pid}`);
      hear({ type: 'begun', run: name });
      const end = await trainer.train(study, dirname(study), out, (event) => {
        if (event.type !== 'epoch') return;
        hear({ type: 'progress', run: name, share: event.share, secondsLeft: event.secondsLeft });
      });
      if (end.how === 'stopped' && overdue && !this.#stop.aborted) return { how: 'timeout' };
      if (!killed) return end;
      return {
        how: 'failed',
        user: true,
        message: `It took longer than ${minutes} minutes, and did not stop when asked.`,
      };
    } finally {
      clearTimeout(limit);
      clearTimeout(overtime);
      this.#stop.removeEventListener('abort', stop);
      ended.abort();
      await asking;
    }
  }

  /** Notes how a run ended. */
  async #settle(run: WaitingRun, end: AttemptEnd, queue: RunQueue): Promise<void> {
    const { name } = run;
    const { hear } = this.#sweep;
    switch (end.how) {
      case 'finished':
        this.#finished++;
        break;
      case 'stopped':
        this.#stopped++;
        break;
      case 'timeout':
        this.#timeouts++;
        await writeRunTimeout(runFolderIn(this.#sweep.folder, name), timeUp(this.#sweep.minutes)).catch(
          () => undefined,
        );
        break;
      case 'failed':
        if (!end.user) this.#log.write(end.message);
        // Of what is our fault the log has the stack.
        return this.#fail({ run: name, message: end.user ? end.message : firstLine(end.message), user: end.user });
      case 'died': {
        const deaths = (this.#deaths.get(name) ?? 0) + 1;
        this.#deaths.set(name, deaths);
        if (end.lastWords !== '') this.#log.write(`last words of the trainer of ${name}: ${end.lastWords}`);
        if (deaths >= DEATHS) return this.#fail({ run: name, message: deadly(end.by), user: false });
        const message = `its trainer ended without a word (${end.by}), and it is taken up again`;
        this.#log.write(`${name}: ${message}`);
        hear({ type: 'again', run: name, message });
        return queue.again(run);
      }
    }
    this.#log.write(`${end.how} ${name}`);
    hear({ type: end.how, run: name });
  }

  async #fail(failed: FailedRun): Promise<void> {
    const { run, message } = failed;
    this.#failed.push(failed);
    // Where the run has a record, that says the same; where the disk is full, nothing can.
    await writeRunError(runFolderIn(this.#sweep.folder, run), message).catch(() => undefined);
    this.#log.write(`failed ${run}: ${message}`);
    this.#sweep.hear({ type: 'failed', ...failed });
  }
}

/** Asks a run to stop, again and again until it has ended: a trainer that still reads its tables does not listen. */
async function askToStop(out: string, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    await requestStop(out).catch(() => undefined);
    await sleep(LOOK_AGAIN_MS, undefined, { signal: ended }).catch(() => undefined);
  }
  await clearStop(out).catch(() => undefined);
}

function timeUp(minutes: number | undefined): string {
  return `Its time was up after ${minutes} minutes (limits.minutes). Its best is kept; made again, it goes on where it stopped.`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0];
}

function deadly(by: string): string {
  const memory =
    by === 'SIGKILL' ? ' That is how a machine ends processes when its memory runs out: try fewer side by side.' : '';
  return `Its trainer ended without a word twice (${by}).${memory} The log of the sweep has its last words, where it had any.`;
}
