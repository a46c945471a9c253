import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SWEEP_FILES } from '../../run/sweepFolder.ts';

/** log.txt of a sweep: a line for whatever happens to a run, with its time. */
export class SweepLog {
  readonly #file: string;
  #written = Promise.resolve();

  constructor(folder: string) {
    this.#file = join(folder, SWEEP_FILES.log);
  }

  /** Lines stand in the order of the calls. */
  write(line: string): void {
    const text = `${new Date().toISOString()} ${line}\n`;
    // A full disk must not end those that train: they say so themselves.
    this.#written = this.#written.then(() => appendFile(this.#file, text)).catch(() => undefined);
  }

  /** Once all lines are on the disk. */
  end(): Promise<void> {
    return this.#written;
  }
}
