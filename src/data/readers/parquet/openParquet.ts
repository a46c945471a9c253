import { closeSync, fstatSync, openSync } from 'node:fs';
import { UserError } from '../../../run/userError.ts';
import { fileProblem } from '../fileKind.ts';
import type { ReadOptions } from '../tableFile.ts';
import { FileSlices } from './fileSlices.ts';
import { type Footer, type ParquetColumn, readFooter } from './footer.ts';
import { distinctNumbers, findIdColumn } from './idColumn.ts';

/** An open Parquet file: what it holds is known, and where. To be closed. */
export interface OpenParquet {
  readonly file: string;
  readonly slices: FileSlices;
  readonly footer: Footer;
  /** null where the rows are counted instead of named */
  readonly id: ParquetColumn | null;
  /** the other columns, never none */
  readonly columns: readonly ParquetColumn[];
  close(): void;
}

/** @throws UserError where the file is damaged, holds no rows, or nothing besides the sample ids */
export function openParquet(file: string, options: ReadOptions): OpenParquet {
  const descriptor = openFile(file);
  let isOpen = true;
  const close = (): void => {
    // The number of a closed file may be that of another one by now.
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  try {
    const slices = new FileSlices(descriptor, fstatSync(descriptor).size);
    const footer = readFooter(file, slices);
    const id = findIdColumn(file, footer, options.idColumn) ?? distinctNumbers(file, slices, footer);
    const index = footer.index?.kind === 'column' ? footer.index.column : null;
    const columns = footer.columns.filter((column) => column !== id && column.name !== index);
    if (columns.length === 0) {
      throw new UserError(
        `${file} has one column only ("${footer.columns[0].name}"). A table needs the sample ids and at least one more column.`,
      );
    }
    return { file, slices, footer, id, columns, close };
  } catch (error) {
    close();
    throw error;
  }
}

function openFile(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    throw fileProblem(file, error);
  }
}
