import { resolve } from 'node:path';
import { stampOf } from '../data/fileStamp.ts';
import { openTableFile } from '../data/openTableFile.ts';
import { choosePart, readOpened } from '../data/readTable.ts';
import { readLatents, readRunFile } from '../run/readRun.ts';
import type { RunFile } from '../run/runFile.ts';
import { UserError } from '../run/userError.ts';
import { type ShownTable, shownTable } from './shownTable.ts';
import { requireUnchanged } from './unchangedFile.ts';

/** Stored cells of one table: 2 GB of numbers. */
const MOST_CELLS = 2 ** 29;
/** Stored cells of all tables that are kept for the next question, 1 GB of numbers; the last one read is kept whatever its size. */
const MOST_KEPT_CELLS = 2 ** 28;

interface Kept {
  readonly stamp: string | null;
  readonly cells: number;
  readonly table: Promise<ShownTable>;
}

/** The tables of one run in the order of its samples, read when they are first asked for. */
export class RunTables {
  readonly run: RunFile;
  readonly sampleIds: readonly string[];
  readonly #folder: string;
  readonly #train: Int32Array;
  readonly #kept = new Map<string, Kept>();

  private constructor(folder: string, run: RunFile, sampleIds: readonly string[], train: Int32Array) {
    this.run = run;
    this.sampleIds = sampleIds;
    this.#folder = folder;
    this.#train = train;
  }

  /** @throws UserError where the folder holds no run, or one without latents yet */
  static async open(folder: string): Promise<RunTables> {
    const run = await readRunFile(folder);
    const { sampleIds, split } = await readLatents(folder);
    // The model of a k-fold run, whose latents these are, was trained on all samples.
    const everyone = run.study.evaluation.split === 'kfold';
    const test = split.classes.indexOf('test');
    const rows = Int32Array.from(sampleIds, (_, row) => row);
    return new RunTables(
      folder,
      run,
      sampleIds,
      rows.filter((row) => everyone || split.codes[row] !== test),
    );
  }

  /** Whether this is the run that the folder holds now. */
  async isCurrent(folder: string): Promise<boolean> {
    return folder === this.#folder && (await readRunFile(folder)).startedAt === this.run.startedAt;
  }

  /**
   * One table, on the scale on which it is shown.
   * @param progress is told what is being done
   * @throws UserError where the run has no such modality, or its table is gone, changed or too large
   */
  async table(modality: string, progress: (text: string) => void): Promise<ShownTable> {
    const m = this.run.study.modalities.findIndex(({ name }) => name === modality);
    if (m === -1) throw new UserError(`The run has no modality "${modality}".`);
    const path = resolve(this.#folder, this.run.study.modalities[m].file);
    const stamp = await stampOf(path);
    const known = this.#kept.get(modality);
    if (known && known.stamp === stamp) return known.table;
    progress(`Reading the table of ${modality}`);
    const table = this.#read(m, path);
    this.#kept.set(modality, { stamp, cells: 0, table });
    try {
      const { matrix } = await table;
      this.#kept.set(modality, { stamp, cells: matrix.values.length, table });
      this.#makeRoom();
    } catch (error) {
      this.#kept.delete(modality);
      throw error;
    }
    return table;
  }

  async #read(m: number, path: string): Promise<ShownTable> {
    const { sha256 } = this.run.modalities[m];
    const settings = this.run.study.modalities[m];
    await requireUnchanged(path, settings.name, sha256);
    const opened = await openTableFile(path, settings);
    try {
      const { stored, shape } = choosePart(opened, settings.part);
      requireRoom(path, stored ?? shape.rows * shape.columns);
      const { table } = await readOpened(opened, settings);
      return shownTable(table, settings, this.sampleIds, this.#train);
    } finally {
      opened.close();
    }
  }

  /** Lets go of the tables read longest ago, but for the last one, until no more cells are kept than there may be. */
  #makeRoom(): void {
    let cells = 0;
    for (const kept of this.#kept.values()) cells += kept.cells;
    for (const [modality, kept] of this.#kept) {
      if (cells <= MOST_KEPT_CELLS || this.#kept.size === 1) return;
      this.#kept.delete(modality);
      cells -= kept.cells;
    }
  }
}

function requireRoom(path: string, cells: number): void {
  if (cells <= MOST_CELLS) return;
  throw new UserError(
    `${path} is too large to look at here: ${cells.toExponential(1)} numbers, and ${MOST_CELLS.toExponential(1)} fit. Train on a table with fewer features, or fewer samples.`,
  );
}
