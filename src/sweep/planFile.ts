import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readSweepPlan } from '../run/readSweep.ts';
import { SWEEP_FILES } from '../run/sweepFolder.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';

/** A plan that cannot be read for so long is not just being written. */
const PATIENCE_MS = 5_000;

/** The plan of a sweep, read again when its file has changed. */
export class PlanFile {
  readonly #folder: string;
  #stamp = '';
  #unread: number | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * @returns null where it is as before, or not whole yet
   * @throws UserError where it has been unreadable for some seconds; once
   */
  async look(): Promise<SweepPlan | null> {
    try {
      const { mtimeMs, size, ino } = await stat(join(this.#folder, SWEEP_FILES.plan));
      const stamp = `${mtimeMs} ${size} ${ino}`;
      if (stamp === this.#stamp) return null;
      const plan = await readSweepPlan(this.#folder);
      this.#stamp = stamp;
      this.#unread = null;
      return plan;
    } catch (error) {
      this.#unread ??= performance.now();
      if (performance.now() - this.#unread < PATIENCE_MS) return null;
      this.#unread = Number.POSITIVE_INFINITY;
      throw error;
    }
  }
}
