import { formatScore } from '../report/words.ts';
import type { TrainerEvent } from '../run/events.ts';
import type { Call } from './command.ts';

const BAR = 24;

/** Progress of a training on stderr: a bar that is redrawn on a terminal, one line an epoch elsewhere. */
export class ProgressDisplay {
  readonly #call: Call;
  readonly #terminal = process.stderr.isTTY === true;
  #barShown = false;

  constructor(call: Call) {
    this.#call = call;
  }

  show(event: TrainerEvent): void {
    if (event.type === 'status') this.#line(`${event.text} …`);
    if (event.type === 'warning') this.#line(`Note: ${event.text}`);
    if (event.type === 'started') this.#line(`Training into ${event.folder}`);
    if (event.type === 'epoch') this.#epoch(event);
  }

  /** Leaves the cursor on a line of its own. */
  end(): void {
    if (this.#barShown) process.stderr.write('\n');
    this.#barShown = false;
  }

  #line(text: string): void {
    this.end();
    this.#call.progress(text);
  }

  #epoch({ stage, epoch, epochs, share, secondsLeft, entry }: Extract<TrainerEvent, { type: 'epoch' }>): void {
    const medians = (entry.r2 ?? []).filter(({ source }) => source !== 'all');
    const r2 = medians.map(({ source, target, median }) => `${source}→${target} ${formatScore(median)}`);
    if (!this.#terminal) {
      const held = r2.length > 0 ? `  R² ${r2.join(' ')}` : '';
      this.#call.progress(`${stage}  epoch ${epoch}/${epochs}  loss ${entry.loss.toFixed(2)}${held}`);
      return;
    }
    const full = Math.round(BAR * share);
    const bar = '█'.repeat(full) + '░'.repeat(BAR - full);
    const left = secondsLeft === null ? '' : `  ${Math.ceil(secondsLeft)} s left`;
    const text = `${bar}  ${stage}  epoch ${epoch}/${epochs}  loss ${entry.loss.toFixed(1)}${left}`;
    process.stderr.write(`\r\u001b[K${text.slice(0, (process.stderr.columns ?? 100) - 1)}`);
    this.#barShown = true;
  }
}
