import { isDeepStrictEqual } from 'node:util';
import type { KnownFinal } from '../run/knownFinal.ts';
import type { SweepActivity } from '../run/sweepMessages.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import { PlanFile } from './planFile.ts';
import { readFinal } from './readFinal.ts';
import { activityOf } from './sweepActivity.ts';
import { NO_QUEUE, type SweepQueue } from './sweepQueue.ts';
import { SweepReader } from './sweepReader.ts';

/** Milliseconds between two looks: short after a change, longer while nothing happens. */
const FASTEST = 500;
const SLOWEST = 10_000;
const BACK_OFF = 1.6;
/** The share of the time that looks may take: many runs on a slow disk are looked at less often. */
export const SHARE = 0.02;
const LONGEST = 30_000;
/** A scheduler is asked at most this often; it is for many to ask. */
const ASK_MS = 5_000;
/** So many newly ended runs are written down while others are still made. */
const WORTH_KEEPING = 200;

/** Is told of a sweep: at first all there is, then what has changed. */
export interface SweepListener {
  /** replaces all that was told before; runs that are told nothing of are waiting */
  plan(plan: SweepPlan): void;
  /** those that are new or have changed */
  rows(rows: readonly SweepRow[]): void;
  activity(activity: SweepActivity): void;
  /** the chosen settings on samples that chose nothing, once that was asked for */
  final(final: KnownFinal): void;
  problem(message: string): void;
}

/** What a scheduler says of those runs of the sweep that are not finished. */
export type AskQueue = (runs: readonly string[]) => Promise<SweepQueue>;

/**
 * Watches a sweep from its folder, for as long as somebody listens. It polls: shared disks tell nothing of what other machines
 * write. Never two looks at once.
 */
export class SweepWatcher {
  readonly folder: string;
  readonly #ask: AskQueue;
  readonly #listeners = new Set<SweepListener>();
  readonly #planFile: PlanFile;
  #plan: SweepPlan | null = null;
  #reader: SweepReader | null = null;
  #activity: SweepActivity | null = null;
  #final: KnownFinal | null = null;
  #told: string | null = null;
  #queue = NO_QUEUE;
  #asked = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;
  #delay = FASTEST;

  constructor(folder: string, ask: AskQueue = async () => NO_QUEUE) {
    this.folder = folder;
    this.#ask = ask;
    this.#planFile = new PlanFile(folder);
  }

  /** Tells what is known now, and then what changes. @returns ends it; the last one leaves nothing at work */
  listen(listener: SweepListener): () => Promise<void> {
    if (this.#plan) listener.plan(this.#plan);
    if (this.#reader) listener.rows(this.#reader.rows.filter(({ state }) => state !== 'waiting'));
    if (this.#activity) listener.activity(this.#activity);
    if (this.#final) listener.final(this.#final);
    if (this.#told !== null) listener.problem(this.#told);
    this.#listeners.add(listener);
    this.nudge();
    return async () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearTimeout(this.#timer);
      await this.#looking;
      if (this.#reader && this.#reader.unkept > 0) await this.#reader.keep();
    };
  }

  /** Looks soon: somebody knows that something happened. */
  nudge(): void {
    if (Number.isFinite(this.#asked)) this.#asked = Number.NEGATIVE_INFINITY;
    this.#soon();
  }

  #soon(): void {
    this.#delay = FASTEST;
    if (!this.#looking) this.#schedule(0);
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    if (this.#listeners.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#looking = this.#look().finally(() => {
        this.#looking = null;
      });
    }, delay);
  }

  async #look(): Promise<void> {
    this.#delay = Math.min(this.#delay * BACK_OFF, SLOWEST);
    const first = this.#reader === null;
    const begun = performance.now();
    try {
      const changed = await this.#follow();
      if (changed) this.#delay = FASTEST;
      await this.#keep(changed);
    } catch (error) {
      this.#problem(error);
    }
    // The first look reads everything and says nothing of the later ones.
    const cost = first ? 0 : (performance.now() - begun) / SHARE;
    this.#schedule(Math.max(this.#delay, Math.min(cost, LONGEST)));
  }

  /** @returns whether anything has changed */
  async #follow(): Promise<boolean> {
    const plan = await this.#planFile.look();
    const first = this.#reader === null;
    if (plan) this.#takeUp(plan);
    if (!this.#plan || !this.#reader) return false;
    let changed = plan !== null;
    this.#askQueue(this.#reader.rows);
    for await (const rows of this.#reader.look(this.#queue)) {
      const told = first ? rows.filter(({ state }) => state !== 'waiting') : rows;
      if (told.length === 0) continue;
      changed = true;
      this.#tell((listener) => listener.rows(told));
    }
    changed = (await this.#lookAtFinal()) || changed;
    const activity = await activityOf(this.folder, { plan: this.#plan, rows: this.#reader.rows }, this.#final);
    if (!isDeepStrictEqual(activity, this.#activity)) {
      changed = true;
      this.#activity = activity;
      this.#tell((listener) => listener.activity(activity));
    }
    return changed;
  }

  /** It is small: it is read anew each time. @returns whether it has changed */
  async #lookAtFinal(): Promise<boolean> {
    const final = await readFinal(this.folder);
    if (!final || isDeepStrictEqual(final, this.#final)) return false;
    this.#final = final;
    this.#tell((listener) => listener.final(final));
    return true;
  }

  #takeUp(plan: SweepPlan): void {
    this.#plan = plan;
    this.#told = null;
    this.#tell((listener) => listener.plan(plan));
    if (this.#reader) {
      this.#reader.follow(plan);
      const { rows } = this.#reader;
      this.#tell((listener) => listener.rows(rows.filter(({ state }) => state !== 'waiting')));
    } else this.#reader = new SweepReader(this.folder, plan);
  }

  /** A scheduler may answer late, or not at all: nothing waits for it. */
  #askQueue(rows: readonly SweepRow[]): void {
    if (performance.now() - this.#asked < ASK_MS) return;
    this.#asked = Number.POSITIVE_INFINITY;
    const runs = rows.filter(({ state }) => state !== 'finished').map(({ name }) => name);
    void this.#ask(runs)
      .then(
        (queue) => {
          if (isDeepStrictEqual(queue, this.#queue)) return;
          this.#queue = queue;
          this.#soon();
        },
        (error: unknown) => this.#problem(error),
      )
      .finally(() => {
        this.#asked = performance.now();
      });
  }

  #problem(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (message === this.#told) return;
    this.#told = message;
    this.#tell((listener) => listener.problem(message));
  }

  async #keep(changed: boolean): Promise<void> {
    const { unkept } = this.#reader ?? { unkept: 0 };
    const quiet = !changed && this.#delay === SLOWEST;
    if (unkept >= WORTH_KEEPING || (quiet && unkept > 0)) await this.#reader?.keep();
  }

  #tell(say: (listener: SweepListener) => void): void {
    for (const listener of this.#listeners) say(listener);
  }
}
