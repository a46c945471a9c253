import { formatDuration } from '../../report/words.ts';
import type { LocalSweepEvent } from '../../sweep/local/localSweep.ts';
import type { Call } from '../command.ts';

/** The line is drawn anew no more often than this. */
const BETWEEN_MS = 200;

/** Progress of a sweep on stderr: one line that is redrawn on a terminal, a line an ended run elsewhere. */
export class LiveSweep {
  readonly #call: Pick<Call, 'progress'>;
  readonly #stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;
  readonly #begun = performance.now();
  readonly #toMake: number;
  readonly #seconds: number | null;
  readonly #titleOf: (run: string) => string;
  /** of each run that is being made, the share of its training that this call did not find done */
  readonly #running = new Map<string, number>();
  #finished = 0;
  #failed = 0;
  #timeouts = 0;
  #drawn = Number.NEGATIVE_INFINITY;
  #lineShown = false;

  /**
   * @param toMake runs that are missing
   * @param seconds that they will take, before any of them tells
   * @param titleOf the settings of a run in words
   * @param stream where call.progress writes
   */
  constructor(
    call: Pick<Call, 'progress'>,
    toMake: number,
    seconds: number | null,
    titleOf: (run: string) => string,
    stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'> = process.stderr,
  ) {
    this.#call = call;
    this.#stream = stream;
    this.#toMake = toMake;
    this.#seconds = seconds;
    this.#titleOf = titleOf;
  }

  hear(event: LocalSweepEvent): void {
    const { run } = event;
    if (event.type === 'begun') this.#running.set(run, 0);
    else if (event.type === 'awaited')
      this.#line(`Waits for ${this.#titleOf(run)} (${run}), which somebody else is at.`);
    else if (event.type === 'progress') this.#running.set(run, event.share);
    else {
      this.#running.delete(run);
      if (event.type === 'finished') this.#finished++;
      if (event.type === 'failed') this.#failed++;
      if (event.type === 'timeout') this.#timeouts++;
      const count = `${this.#finished + this.#failed + this.#timeouts} of ${this.#toMake}`;
      const title = `${this.#titleOf(run)} (${run})`;
      if (event.type === 'failed') this.#line(`${count}  failed: ${title}: ${event.message}`);
      if (event.type === 'timeout') this.#line(`${count}  its time was up: ${title}`);
      if (event.type === 'again') this.#line(`Trained again: ${title}: ${event.message}`);
      if (event.type === 'finished' && !this.#stream.isTTY) this.#line(`${count}  finished: ${title}`);
    }
    this.#draw();
  }

  /** Asked to stop, which takes trainings a moment. */
  stopping(): void {
    this.#line('Stopping: trainings save what they have learnt.');
  }

  /** Leaves the cursor on a line of its own. */
  end(): void {
    if (this.#lineShown) this.#stream.write('\n');
    this.#lineShown = false;
  }

  #line(text: string): void {
    if (this.#lineShown) this.#stream.write('\r\u001b[K');
    this.#lineShown = false;
    this.#drawn = Number.NEGATIVE_INFINITY;
    this.#call.progress(text);
  }

  #draw(): void {
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#drawn < BETWEEN_MS) return;
    this.#drawn = now;
    const failed = this.#failed > 0 ? `  ${this.#failed} failed` : '';
    const left = this.#secondsLeft(now);
    const text = `${this.#finished} of ${this.#toMake} finished  ${this.#running.size} running${failed}${left === null ? '' : `  about ${formatDuration(left)} left`}`;
    this.#stream.write(`\r\u001b[K${text.slice(0, (this.#stream.columns || 100) - 1)}`);
    this.#lineShown = true;
  }

  #secondsLeft(now: number): number | null {
    const ended = this.#finished + this.#failed + this.#timeouts;
    const begun = [...this.#running.values()].reduce((sum, share) => sum + share, 0);
    if (ended === 0) return this.#seconds;
    const done = ended + begun;
    return (((now - this.#begun) / 1000) * (this.#toMake - done)) / done;
  }
}
