import type { TrainerEvent } from '../run/events.ts';
import type { HistoryEntry } from '../run/history.ts';
import type { RunFile } from '../run/runFile.ts';
import type { RunFolder } from '../run/runFolder.ts';
import { clearStop } from '../run/stopRequest.ts';

/** run.crossmodal is rewritten at most this often while epochs go by. */
const INTERVAL_MS = 250;

/** Keeps a run's record: the run folder on disk and the events that tell of it. */
export class Journal {
  readonly folder: RunFolder;
  readonly #emit: (event: TrainerEvent) => void;
  /** when the run would have begun, had it never been interrupted: milliseconds since 1970 */
  readonly #started: number;
  #record: RunFile;
  #written = 0;

  constructor(folder: RunFolder, record: RunFile, emit: (event: TrainerEvent) => void) {
    this.folder = folder;
    this.#record = record;
    this.#emit = emit;
    this.#started = Date.now() - record.seconds * 1000;
  }

  get seconds(): number {
    return (Date.now() - this.#started) / 1000;
  }

  get record(): RunFile {
    return this.#record;
  }

  async begin(): Promise<void> {
    await this.write({});
    const { study, engine, samples } = this.#record;
    await this.folder.log(
      `${study.model.name} on ${samples.total} samples, ${engine.version}, ${engine.threads} threads`,
    );
    this.#emit({ type: 'started', folder: this.folder.path });
    for (const text of this.#record.warnings) {
      await this.folder.log(`warning: ${text}`);
      this.#emit({ type: 'warning', text });
    }
  }

  /** Says what is being done, where that takes a while. */
  status(text: string): void {
    this.#emit({ type: 'status', text });
  }

  /** Changes the record and writes it. */
  async write(change: Partial<RunFile>): Promise<void> {
    this.#record = { ...this.#record, ...change, seconds: round(this.seconds) };
    this.#written = Date.now();
    await this.folder.writeRun(this.#record);
  }

  async warn(text: string): Promise<void> {
    await this.write({ warnings: [...this.#record.warnings, text] });
    await this.folder.log(`warning: ${text}`);
    this.#emit({ type: 'warning', text });
  }

  /** An epoch is over. @param share of the whole run that is done, 0 to 1 */
  async epoch(stage: string, entry: HistoryEntry, epochs: number, share: number): Promise<void> {
    await this.folder.appendHistory(entry);
    const { epoch } = entry;
    const secondsLeft = round((this.seconds / share) * (1 - share));
    const progress = { stage, epoch, epochs, share, secondsLeft };
    if (Date.now() - this.#written >= INTERVAL_MS) await this.write({ progress });
    else this.#record = { ...this.#record, progress };
    this.#emit({ type: 'epoch', folder: this.folder.path, ...progress, entry });
  }

  /** Latents or scores were written. */
  async evaluated(change: Partial<RunFile>): Promise<void> {
    await this.write(change);
    this.#emit({ type: 'evaluation', folder: this.folder.path });
  }

  async end(status: 'finished' | 'stopped'): Promise<void> {
    await this.write({ status, progress: { ...this.#record.progress, secondsLeft: null } });
    await clearStop(this.folder.path);
    await this.folder.log(`${status} after ${this.#record.seconds} s`);
    this.#emit({ type: 'done', folder: this.folder.path, status });
  }

  /** Leaves a readable folder behind. */
  async fail(message: string): Promise<void> {
    await this.write({ status: 'failed', error: message });
    await clearStop(this.folder.path);
    await this.folder.log(`failed: ${message}`);
  }
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
