import type { LabelTable } from '../labelTable.ts';
import type { Matrix } from '../matrix.ts';

/** A file or folder of tables, opened: what it holds is known, its values are not loaded. */
export interface TableFile {
  /** as the user named it */
  readonly file: string;
  /** what it is, as people call it: "CSV", "AnnData" */
  readonly format: string;
  /** never empty: a file without any table is refused when it is opened */
  readonly parts: readonly TablePart[];
  /** columns that describe the samples, such as obs of an AnnData file; none where labels lie in another file */
  readonly labelColumns: readonly string[];
  /** @throws UserError where the file describes no samples */
  readLabels(): Promise<LabelTable>;
  /** Does nothing where it is closed already. */
  close(): void;
}

/** One table of a file. */
export interface TablePart {
  /** what a study's "part" says of it; "" where the file is one table */
  readonly name: string;
  /** a name for the modality that it holds, or null where only the file's name tells */
  readonly modality: string | null;
  /** whether it is meant where nobody names a part: one of each modality that the file holds */
  readonly chosen: boolean;
  readonly layout: Matrix['layout'];
  /** rows and columns; an estimate of the rows where only reading tells them */
  readonly shape: { readonly rows: number; readonly columns: number; readonly exact: boolean };
  /** cells stored, where sparse */
  readonly stored: number | null;
  /** Names of the rows and of the columns, each unique; repeated ones got "_2", "_3", …, which `warnings` tell of. */
  names(): Promise<{
    readonly rows: readonly string[];
    readonly columns: readonly string[];
    readonly warnings: readonly string[];
  }>;
  /**
   * All rows in order, some at a time, in no more than 64 MB unless the file itself keeps them together. The values of a
   * block that is not the whole table are good until the next one is asked for.
   */
  blocks(): AsyncGenerator<RowBlock>;
}

/** Some rows of a table. */
export interface RowBlock {
  readonly rows: readonly string[];
  readonly matrix: Matrix;
}

/** How a table is read. */
export interface ReadOptions {
  /** what the rows are, where that is known: samples each need an id of their own */
  readonly rows?: 'samples' | 'features' | undefined;
  /** header of the column with the names of the rows; default: the first column (text), or the index (Parquet) */
  readonly idColumn?: string | undefined;
}
