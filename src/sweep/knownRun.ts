import { readFile } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { errorCode } from '../run/errorCode.ts';
import { type Holder, holderOf } from '../run/folderLock.ts';
import { readRunError } from '../run/runError.ts';
import { RUN_FILES } from '../run/runFolder.ts';
import { readRunTimeout } from '../run/runTimeout.ts';
import { type SweepRow, waitingRow } from '../run/sweepRow.ts';
import type { EndedRun } from './digests.ts';
import { rowOfRunFile } from './rowOfRunFile.ts';
import { rowState } from './rowState.ts';
import type { SweepQueue } from './sweepQueue.ts';

/** A run that writes nothing is asked at most this often who works on it. */
const ASK_MS = 3_000;

/** Of these only what somebody does changes anything. */
const ENDED: readonly SweepRow['state'][] = ['finished', 'stopped', 'timeout', 'failed'];

/** A file that cannot be read. */
interface Unread {
  readonly since: number;
  /** null: it does not exist, which is how every run begins */
  readonly why: string | null;
}

/** What is known of one run of a sweep; looks at its folder only when told to. */
export class KnownRun {
  readonly #name: string;
  readonly #folder: string;
  /** milliseconds after which a file that cannot be read is taken for broken, not for one that is just being written */
  readonly #patience: number;
  /** what its run file says */
  #said: SweepRow | null = null;
  #stamp = '';
  #listed = false;
  /** why it came to nothing, where its run file does not say */
  #error: string | null = null;
  /** why it was stopped, where its time was up */
  #timeout: string | null = null;
  #holder: Holder | null = null;
  #asked = Number.NEGATIVE_INFINITY;
  #unread: Unread | null = null;
  #row: SweepRow;

  constructor(name: string, folder: string, patience: number, ended: EndedRun | undefined) {
    this.#name = name;
    this.#folder = folder;
    this.#patience = patience;
    this.#row = waitingRow(name);
    if (!ended) return;
    this.#said = ended.row;
    this.#stamp = ended.stamp;
    this.#listed = true;
    this.#row = ended.row;
  }

  get row(): SweepRow {
    return this.#row;
  }

  get listed(): boolean {
    return this.#listed;
  }

  /** Its file is being written, or broken. */
  get unread(): boolean {
    return this.#unread !== null;
  }

  /** It changes only when somebody has it made again. */
  get hasEnded(): boolean {
    const { state } = this.#row;
    return ENDED.includes(state) && !this.#unread && this.#listed;
  }

  get ended(): EndedRun | null {
    return this.hasEnded ? { row: this.#row, stamp: this.#stamp } : null;
  }

  /** Its folder is gone. */
  forget(): void {
    this.#said = null;
    this.#stamp = '';
    this.#listed = false;
    this.#error = null;
    this.#timeout = null;
    this.#holder = null;
    this.#unread = null;
  }

  /** Looks at its folder, which a listing has shown. */
  async look(): Promise<void> {
    this.#listed = true;
    const news = await this.#read();
    if (this.#said?.state === 'finished' && !this.#unread) return;
    // Whoever wrote just now lives; of one that writes nothing it is asked now and then.
    const sure = news ? this.#holder !== null : performance.now() - this.#asked < ASK_MS;
    if (sure && this.#said?.state === 'running') return;
    this.#asked = performance.now();
    try {
      this.#holder = await holderOf(this.#folder);
      this.#error = this.#holder ? null : await readRunError(this.#folder);
      if (this.#said?.state === 'stopped') this.#timeout = await readRunTimeout(this.#folder);
      // It may have ended between the two looks.
      if (!this.#holder && this.#said?.state === 'running') await this.#read();
    } catch {
      // A lock that cannot be read tells nothing yet.
    }
  }

  /** @returns whether its row is another one than before */
  judge(queue: SweepQueue): boolean {
    const row = this.#judged(queue);
    if (isDeepStrictEqual(row, this.#row)) return false;
    this.#row = row;
    return true;
  }

  #judged(queue: SweepQueue): SweepRow {
    const queued = queue.runs.get(this.#name);
    const unread = this.#unread && performance.now() - this.#unread.since >= this.#patience ? this.#unread : null;
    const said = unread ? null : this.#said;
    const row = said ?? waitingRow(this.#name);
    if (unread?.why) return { ...row, state: 'failed', note: unread.why };
    const begun = this.#listed && (said !== null || unread !== null);
    const state = rowState({
      said,
      begun,
      error: this.#error,
      timeout: this.#timeout,
      held: this.#holder !== null,
      queued,
      lost: queue.lost.get(this.#name),
    });
    const place = state.state === 'running' || state.state === 'queued' ? (this.#holder ?? queued) : null;
    return { ...row, ...state, host: place?.host ?? row.host, job: place?.job ?? row.job };
  }

  /** Reads the run file where it has changed. @returns whether it has */
  async #read(): Promise<boolean> {
    const file = join(this.#folder, RUN_FILES.run);
    try {
      const { mtimeMs, size, ino } = await stat(file);
      const stamp = `${mtimeMs} ${size} ${ino}`;
      if (stamp === this.#stamp && !this.#unread) return false;
      this.#said = rowOfRunFile(this.#name, await readText(file));
      this.#stamp = stamp;
      this.#unread = null;
      return true;
    } catch (error) {
      this.#unread = { since: this.#unread?.since ?? performance.now(), why: reason(error, file) };
      return false;
    }
  }
}

/** In half the time of node:fs/promises, which counts where ten thousand are read. */
function readText(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    readFile(file, 'utf8', (error, text) => (error ? reject(error) : resolve(text)));
  });
}

/** Null where the file does not exist. */
function reason(error: unknown, file: string): string | null {
  const code = errorCode(error);
  if (code === 'ENOENT') return null;
  // What the disk does not give now it may give later.
  if (code !== null) return `${file} cannot be read: the disk says ${code}.`;
  return `${file} cannot be read: it is cut short, or not a run file of this version. Delete its folder to have the run made again.`;
}
