import { runFolderIn } from '../run/sweepFolder.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import { type EndedRun, readDigests, writeDigests } from './digests.ts';
import { KnownRun } from './knownRun.ts';
import { RunListing } from './runListing.ts';
import { NO_QUEUE, type SweepQueue } from './sweepQueue.ts';

/** Run folders that are looked at side by side: a shared disk answers late. */
const AT_ONCE = 64;
/** Ended runs that are looked at again in one look, in turn: somebody may have one made again by hand. */
const AGAIN = 32;
/** Milliseconds until a file that cannot be read is called broken. */
const PATIENCE_MS = 30_000;

/**
 * Knows how the runs of a sweep stand, from their folders. Each look costs little: the folder of runs is listed when it has
 * changed, and of the runs only those are looked at that were begun and have not ended.
 */
export class SweepReader {
  readonly #folder: string;
  readonly #listing: RunListing;
  readonly #patience: number;
  #runs = new Map<string, KnownRun>();
  #ended: ReadonlyMap<string, EndedRun> | null = null;
  #queue = NO_QUEUE;
  /** where the turn of ended runs stands */
  #turn = 0;
  #unkept = 0;

  /** @param patience milliseconds until a file that cannot be read is called broken, and not just being written */
  constructor(folder: string, plan: SweepPlan, patience = PATIENCE_MS) {
    this.#folder = folder;
    this.#listing = new RunListing(folder);
    this.#patience = patience;
    this.follow(plan);
  }

  /** In the order of the plan. */
  get rows(): SweepRow[] {
    return Array.from(this.#runs.values(), ({ row }) => row);
  }

  /** Files that could not be read in the last look. */
  get unread(): number {
    return [...this.#runs.values()].filter(({ unread }) => unread).length;
  }

  /** Runs that have ended since the digests were kept. */
  get unkept(): number {
    return this.#unkept;
  }

  /** Takes up a plan that has changed; keeps what is known of the runs that stay. */
  follow(plan: SweepPlan): void {
    const known = this.#runs;
    this.#runs = new Map(plan.runs.map(({ name }) => [name, known.get(name) ?? this.#unknown(name)]));
  }

  #unknown(name: string): KnownRun {
    return new KnownRun(name, runFolderIn(this.#folder, name), this.#patience, this.#ended?.get(name));
  }

  /**
   * Looks once.
   * @param all looks at every run that has a folder, also where it has ended
   * @yields rows that are new or have changed, some at a time: first those that need no reading
   */
  async *look(queue: SweepQueue, all = false): AsyncGenerator<readonly SweepRow[]> {
    if (!this.#ended) yield await this.#open();
    const anew = queue !== this.#queue;
    this.#queue = queue;
    const listed = await this.#listing.look();
    const again = this.#again(all);
    const due: KnownRun[] = [];
    const unseen: KnownRun[] = [];
    for (const [name, run] of this.#runs) {
      if (!listed.has(name)) {
        if (run.listed) run.forget();
        else if (!anew) continue;
        unseen.push(run);
      } else if (!run.hasEnded || again.has(run)) due.push(run);
      else if (anew) unseen.push(run);
    }
    yield this.#judge(unseen);
    for (let at = 0; at < due.length; at += AT_ONCE) {
      const block = due.slice(at, at + AT_ONCE);
      await Promise.all(block.map((run) => run.look()));
      yield this.#judge(block);
    }
  }

  /** Writes down which runs have ended, so that they need not be read again when the sweep is opened again. */
  async keep(): Promise<void> {
    this.#unkept = 0;
    await writeDigests(
      this.#folder,
      [...this.#runs.values()].flatMap(({ ended }) => ended ?? []),
    );
  }

  /** What was kept when the sweep was open last. */
  async #open(): Promise<readonly SweepRow[]> {
    this.#ended = await readDigests(this.#folder);
    const names = [...this.#runs.keys()];
    this.#runs = new Map(names.map((name) => [name, this.#unknown(name)]));
    return this.rows;
  }

  #judge(runs: readonly KnownRun[]): SweepRow[] {
    const changed = runs.filter((run) => run.judge(this.#queue));
    this.#unkept += changed.filter(({ hasEnded }) => hasEnded).length;
    return changed.map(({ row }) => row);
  }

  #again(all: boolean): Set<KnownRun> {
    const ended = [...this.#runs.values()].filter(({ hasEnded }) => hasEnded);
    if (all || ended.length <= AGAIN) return new Set(ended);
    this.#turn %= ended.length;
    const chosen = [...ended.slice(this.#turn), ...ended].slice(0, AGAIN);
    this.#turn += AGAIN;
    return new Set(chosen);
  }
}
