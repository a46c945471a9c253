/** A run that waits for a trainer. */
export interface WaitingRun {
  readonly name: string;
  /** says which tables it reads: equal for runs of the same tables */
  readonly data: string;
}

/** Hands out runs so that a trainer meets the tables again that it has read, and several trainers different ones. */
export class RunQueue {
  /** by their data; in the order of the plan */
  readonly #waiting = new Map<string, WaitingRun[]>();
  /** data of each trainer, by its number */
  readonly #read = new Map<number, string>();

  constructor(runs: Iterable<WaitingRun>) {
    for (const run of runs) this.#of(run.data).push(run);
  }

  /** The next run of a trainer; undefined: none is left. */
  next(trainer: number): WaitingRun | undefined {
    const last = this.#read.get(trainer);
    const all = [...this.#waiting.keys()];
    const others = new Set([...this.#read].flatMap(([other, data]) => (other === trainer ? [] : data)));
    const data = last !== undefined && this.#waiting.has(last) ? last : (all.find((one) => !others.has(one)) ?? all[0]);
    if (data === undefined) return undefined;
    this.#read.set(trainer, data);
    const runs = this.#of(data);
    const run = runs.shift();
    if (runs.length === 0) this.#waiting.delete(data);
    return run;
  }

  /** Takes back a run that came to nothing: it is the next one. */
  again(run: WaitingRun): void {
    this.#of(run.data).unshift(run);
  }

  #of(data: string): WaitingRun[] {
    const found = this.#waiting.get(data);
    if (found) return found;
    const runs: WaitingRun[] = [];
    this.#waiting.set(data, runs);
    return runs;
  }
}
