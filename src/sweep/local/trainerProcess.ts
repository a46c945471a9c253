import { type ChildProcess, fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { finished } from 'node:stream/promises';
import { PROCESSORS_VARIABLE } from '../../engine/processors.ts';
import { type TrainerEvent, type TrainRequest, trainerEventSchema } from '../../run/events.ts';

/** Behind the editor and all that people wait for (0), and still before what only fills idle time (19). */
const NICENESS = 10;
/** A trainer that was asked to stop saves a checkpoint first; after this time it is killed. */
const PATIENCE_MS = 10_000;
const LAST_WORDS = 4_000;

/** How a run ended. */
export type RunEnd =
  | { readonly how: 'finished' | 'stopped' }
  | { readonly how: 'failed'; readonly user: boolean; readonly message: string }
  /** its process ended without saying so */
  | { readonly how: 'died'; readonly by: string; readonly lastWords: string };

/** A trainer of its own process that takes one run after another. */
export class TrainerProcess {
  readonly #child: ChildProcess;
  readonly #gone: Promise<void>;
  #died: (RunEnd & { how: 'died' }) | null = null;
  #lastWords = '';
  #killing: NodeJS.Timeout | null = null;

  /**
   * @param program the bundled trainer
   * @param processors that it may use
   */
  constructor(program: string, processors: number) {
    this.#child = fork(program, [], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, [PROCESSORS_VARIABLE]: String(processors) },
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS);
    });
    this.#gone = new Promise((done) => {
      const gone = (by: string): void => {
        this.#died ??= { how: 'died', by, lastWords: this.#lastWords.trim() };
        done();
      };
      this.#child.on('error', ({ message }) => gone(message));
      this.#child.once('exit', async (code, signal) => {
        // Not "close", which does not come where the channel was closed from here.
        if (this.#child.stderr) await finished(this.#child.stderr).catch(() => undefined);
        gone(signal ?? `exit code ${code}`);
      });
    });
    try {
      if (this.#child.pid !== undefined) setPriority(this.#child.pid, NICENESS);
    } catch {
      // It has ended already, which its next run tells.
    }
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get lives(): boolean {
    return this.#died === null;
  }

  /** Brings one run to its end; one at a time. Never rejects. @param hear what the trainer says meanwhile */
  train(studyFile: string, directory: string, out: string, hear: (event: TrainerEvent) => void): Promise<RunEnd> {
    this.#lastWords = '';
    const request: TrainRequest = { type: 'train', studyFile, study: null, directory, out, resume: null };
    return new Promise((done) => {
      const end = (how: RunEnd): void => {
        this.#child.off('message', listen);
        done(how);
      };
      const listen = (message: unknown): void => {
        const event = trainerEventSchema.parse(message);
        if (event.type === 'done') end({ how: event.status });
        else if (event.type === 'failed') end({ how: 'failed', user: event.kind === 'user', message: event.message });
        else hear(event);
      };
      this.#child.on('message', listen);
      void this.#gone.then(() => {
        if (this.#died) end(this.#died);
      });
      // Where it is gone, that is told above.
      if (this.#child.connected) this.#child.send(request, () => undefined);
    });
  }

  /** Asks it to save a checkpoint and end. */
  stop(): void {
    this.#child.kill('SIGTERM');
    this.#killing ??= setTimeout(() => this.kill(), PATIENCE_MS);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Lets it go, and waits until it is gone. */
  async end(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    this.#killing ??= setTimeout(() => this.kill(), PATIENCE_MS);
    await this.#gone;
    clearTimeout(this.#killing);
  }
}
