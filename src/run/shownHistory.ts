import type { HistoryEntry } from './history.ts';

/** More epochs of one model than this cannot be told apart on a curve. */
const MOST = 400;

/** The epochs that curves are drawn from: of each model every n-th, every one that was evaluated, and the last. */
export class ShownHistory {
  readonly #stages = new Map<number, { kept: HistoryEntry[]; every: number; last: HistoryEntry }>();

  constructor(entries: readonly HistoryEntry[] = []) {
    this.add(entries);
  }

  add(entries: readonly HistoryEntry[]): void {
    for (const entry of entries) {
      const stage = this.#stages.get(entry.stage) ?? { kept: [], every: 1, last: entry };
      this.#stages.set(entry.stage, stage);
      stage.last = entry;
      if (isShown(entry, stage.every)) stage.kept.push(entry);
      while (stage.kept.length > MOST && stage.kept.some((kept) => !kept.r2)) {
        stage.every *= 2;
        stage.kept = stage.kept.filter((kept) => isShown(kept, stage.every));
      }
    }
  }

  /** In the order of the stages' first epochs. */
  get entries(): HistoryEntry[] {
    return [...this.#stages.values()].flatMap(({ kept, last }) => (kept.at(-1) === last ? kept : [...kept, last]));
  }
}

function isShown({ epoch, r2 }: HistoryEntry, every: number): boolean {
  return r2 !== undefined || (epoch - 1) % every === 0;
}
