import { placeOf } from './matrix.ts';
import type { Table } from './table.ts';

/** The stored cell number `at`, to begin a message: its file, sample and feature, and its value. */
export function cellInWords({ file, sampleIds, features, matrix }: Table, at: number): string {
  const { row, column } = placeOf(matrix, at);
  const value = Number(matrix.values[at].toPrecision(6));
  return `${file}, sample "${sampleIds[row]}", feature "${features[column]}": ${value}`;
}
