import type { Matrix } from '../data/matrix.ts';
import type { CategoricalColumn } from '../run/runData.ts';
import { UserError } from '../run/userError.ts';
import { distinctNames, type Frame, type FrameColumn } from './frame.ts';
import type { Hdf5Writer } from './hdf5Writer.ts';
import type { Setting } from './runSettings.ts';

/*
 * Elements of AnnData as anndata 0.8 and later keep them: its documentation, "On-disk format".
 */

const encoding = (type: string, version: string) => ({ 'encoding-type': type, 'encoding-version': version });
const ARRAY = encoding('array', '0.2.0');
const STRINGS = encoding('string-array', '0.2.0');
const INDEX = '_index';
/** The names of a frame's columns are one attribute, of 64 KB at most: 16 bytes a name. */
const MOST_COLUMNS = 4000;
/** More codes than these do not fit into one or two bytes. */
const [MOST_BYTE, MOST_SHORT, MOST_INTEGER] = [2 ** 7, 2 ** 15, 2 ** 31];

/** A group of elements by name. */
export function writeMapping(to: Hdf5Writer, path: string): void {
  to.group(path, encoding('dict', '0.1.0'));
}

/** A data frame: a group with one element a column. @throws UserError for more columns than such a file can hold */
export function writeFrame(to: Hdf5Writer, path: string, { names, columns }: Frame): void {
  if (columns.length > MOST_COLUMNS) {
    throw new UserError(
      `${path} would have ${columns.length} columns, and at most ${MOST_COLUMNS} fit into such a file. Export the run as .csv.`,
    );
  }
  const keys = distinctNames(
    columns.map(({ name }) => elementName(name)),
    [INDEX],
  );
  to.group(path, { ...encoding('dataframe', '0.2.0'), _index: INDEX, 'column-order': keys });
  to.strings(`${path}/${INDEX}`, names, STRINGS);
  for (const [k, column] of columns.entries()) writeColumn(to, `${path}/${keys[k]}`, column);
}

/** A name without what HDF5 takes for the parts of a path. */
export function elementName(name: string): string {
  const plain = name.replaceAll('/', '_');
  return /^\.*$/.test(plain) ? `column_${plain.length}` : plain;
}

function writeColumn(to: Hdf5Writer, path: string, column: FrameColumn): void {
  if (column.kind === 'categorical') writeCategorical(to, path, column);
  else if (column.kind === 'continuous') to.array(path, column.values, [column.values.length], ARRAY);
  else if (column.kind === 'boolean') to.booleans(path, column.values, [column.values.length], ARRAY);
  else to.strings(path, column.values, STRINGS);
}

function writeCategorical(to: Hdf5Writer, path: string, { classes, codes }: CategoricalColumn): void {
  to.group(path, { ...encoding('categorical', '0.2.0'), ordered: false });
  const narrow =
    classes.length < MOST_BYTE
      ? Int8Array.from(codes)
      : classes.length < MOST_SHORT
        ? Int16Array.from(codes)
        : Int32Array.from(codes);
  to.array(`${path}/codes`, narrow, [codes.length], ARRAY);
  to.strings(`${path}/categories`, classes, STRINGS);
}

/** Columns side by side. @param columns [columns][rows] */
export function writeColumns(to: Hdf5Writer, path: string, columns: readonly Float32Array[]): void {
  const rows = columns[0].length;
  const values = new Float32Array(rows * columns.length);
  for (const [k, column] of columns.entries()) {
    for (let row = 0; row < rows; row++) values[row * columns.length + k] = column[row];
  }
  to.array(path, values, [rows, columns.length], ARRAY);
}

/** @param values [rows] */
export function writeIntegers(to: Hdf5Writer, path: string, values: Uint32Array): void {
  to.array(path, values, [values.length], ARRAY);
}

/** One column of yes and no. @param values [rows] */
export function writeMask(to: Hdf5Writer, path: string, values: Uint8Array): void {
  to.booleans(path, values, [values.length, 1], ARRAY);
}

/** A matrix as it is held: dense, or compressed sparse rows. */
export function writeMatrix(to: Hdf5Writer, path: string, matrix: Matrix): void {
  const { rows, columns, values } = matrix;
  if (matrix.layout === 'dense') to.packedArray(path, values, [rows, columns], ARRAY);
  else {
    const { starts, indices } = matrix;
    const places = values.length < MOST_INTEGER ? Int32Array.from(starts) : BigInt64Array.from(starts, BigInt);
    to.group(path, { ...encoding('csr_matrix', '0.1.0'), shape: BigInt64Array.from([rows, columns], BigInt) });
    to.packedArray(`${path}/data`, values, [values.length], {});
    to.packedArray(`${path}/indices`, indices, [indices.length], {});
    to.packedArray(`${path}/indptr`, places, [starts.length], {});
  }
}

/** A text, a number, a frame, or a group of them. */
export function writeSetting(to: Hdf5Writer, path: string, setting: Setting): void {
  if (typeof setting === 'string') to.strings(path, setting, encoding('string', '0.2.0'));
  else if (typeof setting === 'number') {
    const value = Number.isSafeInteger(setting) ? BigInt64Array.of(BigInt(setting)) : Float64Array.of(setting);
    to.array(path, value, [], encoding('numeric-scalar', '0.2.0'));
  } else if (isFrame(setting)) writeFrame(to, path, setting);
  else {
    writeMapping(to, path);
    for (const [name, value] of Object.entries(setting)) writeSetting(to, `${path}/${name}`, value);
  }
}

function isFrame(setting: Exclude<Setting, string | number>): setting is Frame {
  return 'columns' in setting && Array.isArray(setting['columns']);
}
