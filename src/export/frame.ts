import type { LabelColumn } from '../run/runData.ts';

/** A column of ids or names, hardly two alike. */
export interface TextColumn {
  readonly kind: 'text';
  readonly name: string;
  /** [rows] */
  readonly values: readonly string[];
}

/** A column of yes and no. */
export interface BooleanColumn {
  readonly kind: 'boolean';
  readonly name: string;
  /** [rows]; 1 = yes */
  readonly values: Uint8Array;
}

export type FrameColumn = LabelColumn | TextColumn | BooleanColumn;

/** What is known of samples or features: a row each, columns of any kind. */
export interface Frame {
  /** of the rows, unique */
  readonly names: readonly string[];
  readonly columns: readonly FrameColumn[];
}

/** Some rows of a frame, in the order given. */
export function pickFrame({ names, columns }: Frame, rows: Int32Array): Frame {
  return {
    names: Array.from(rows, (row) => names[row]),
    columns: columns.map((column) => pickCells(column, rows)),
  };
}

function pickCells(column: FrameColumn, rows: Int32Array): FrameColumn {
  switch (column.kind) {
    case 'categorical':
      return { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) };
    case 'continuous':
      return { ...column, values: pickNumbers(column.values, rows) };
    case 'boolean':
      return { ...column, values: Uint8Array.from(rows, (row) => column.values[row]) };
    case 'text':
      return { ...column, values: Array.from(rows, (row) => column.values[row]) };
  }
}

/** @returns [rows] */
export function pickNumbers(values: Float32Array, rows: Int32Array): Float32Array {
  return Float32Array.from(rows, (row) => values[row]);
}

/** The names, each once: later ones that are taken get "_2", "_3", …. */
export function distinctNames(names: readonly string[], taken: readonly string[] = []): string[] {
  const used = new Set(taken);
  return names.map((name) => {
    let free = name;
    for (let number = 2; used.has(free); number++) free = `${name}_${number}`;
    used.add(free);
    return free;
  });
}

/** Columns under names of their own, each once. */
export function distinctColumns(columns: readonly FrameColumn[]): FrameColumn[] {
  const names = distinctNames(columns.map(({ name }) => name));
  return columns.map((column, k) => ({ ...column, name: names[k] }));
}
