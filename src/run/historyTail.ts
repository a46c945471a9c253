import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type HistoryEntry, historyEntrySchema } from './history.ts';
import { RUN_FILES } from './runFolder.ts';
import { unlessMissing } from './unlessMissing.ts';

const NEWLINE = 0x0a;

/** Follows the history of a run: each look reads only what was written since the last one. */
export class HistoryTail {
  readonly #path: string;
  /** of the file that was read so far: another one has taken its place where it differs */
  #inode = -1;
  #read = 0;

  constructor(folder: string) {
    this.#path = join(folder, RUN_FILES.history);
  }

  /**
   * The epochs since the last look.
   * @returns `anew` where the history was cut back or written anew: the entries are then all there are
   */
  async next(): Promise<{ readonly entries: HistoryEntry[]; readonly anew: boolean }> {
    const file = await unlessMissing(open(this.#path));
    if (file === null) return { entries: [], anew: false };
    try {
      const { size, ino } = await file.stat();
      const anew = ino !== this.#inode || size < this.#read;
      if (anew) this.#read = 0;
      this.#inode = ino;
      const bytes = Buffer.alloc(size - this.#read);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, this.#read);
      // A line that is still being written is read at the next look.
      const end = bytes.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
      this.#read += end;
      return { entries: parse(bytes.toString('utf8', 0, end)), anew };
    } finally {
      await file.close();
    }
  }
}

function parse(text: string): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      entries.push(historyEntrySchema.parse(JSON.parse(line)));
    } catch {
      // A killed trainer may leave a line cut short, which its successor ended.
    }
  }
  return entries;
}
