import { createHash } from 'node:crypto';
import type { StudyEdit } from '../../run/remedy.ts';
import type { ColumnStatistics } from '../columnStatistics.ts';
import { type Matrix, visitStored } from '../matrix.ts';
import { counted, type Finding, few, type InspectedTable, info, warning } from './finding.ts';

/** Tables with fewer features may well have equal rows by chance. */
const FEATURES_FOR_EQUAL_ROWS = 5;
/** Features that differ from 0 in fewer samples may well be equal by chance. */
const SAMPLES_FOR_EQUAL_FEATURES = 20;
/** A study file does not list more features than these. */
const MOST_LISTED = 200;

/** Samples and features that are there twice under different names. */
export function repeatFindings(inspected: InspectedTable): Finding[] {
  return [...equalRows(inspected), ...equalFeatures(inspected)];
}

/** Measurements never repeat to the last digit; whole numbers and 0/1 tables do. */
function equalRows({ name, table, summary, rows }: InspectedTable): Finding[] {
  const { sampleIds, features, matrix } = table;
  if (features.length < FEATURES_FOR_EQUAL_ROWS || summary.scale === 'binary' || summary.scale === 'counts') return [];
  const seen = new Map<string, string>();
  const pairs: string[] = [];
  for (const row of rows.values()) {
    const key = rowKey(matrix, row);
    if (key === null) continue;
    const twin = seen.get(key);
    if (twin === undefined) seen.set(key, sampleIds[row]);
    else pairs.push(`${twin} and ${sampleIds[row]}`);
  }
  if (pairs.length === 0) return [];
  return [
    warning(
      `${name} has samples with exactly equal values: ${few(pairs)}.`,
      'Keep one of each: a copy in training makes its held-out twin look predictable.',
    ),
  ];
}

/** The same for rows with the same stored cells; null where they are whole numbers. */
function rowKey({ columns, ...matrix }: Matrix, row: number): string | null {
  const sparse = matrix.layout === 'sparse';
  const [from, to] = sparse ? [matrix.starts[row], matrix.starts[row + 1]] : [row * columns, (row + 1) * columns];
  const values = matrix.values.subarray(from, to);
  if (values.every((value) => Number.isNaN(value) || Number.isInteger(value))) return null;
  const hash = createHash('sha1').update(values);
  if (sparse) hash.update(matrix.indices.subarray(from, to));
  return hash.digest('base64');
}

/** A feature under a second name counts twice in the loss. */
function equalFeatures({ name, table: { features, matrix }, statistics }: InspectedTable): Finding[] {
  const first = new Map<string, string>();
  const pairs: string[] = [];
  const kept: string[] = [];
  for (const [k, key] of columnKeys(matrix, statistics).entries()) {
    const twin = key === null ? undefined : first.get(key);
    if (twin === undefined) {
      if (key !== null) first.set(key, features[k]);
      kept.push(features[k]);
    } else pairs.push(`${twin} and ${features[k]}`);
  }
  if (pairs.length === 0) return [];
  const edits: StudyEdit[] =
    kept.length <= MOST_LISTED ? [{ edit: 'setModality', modality: name, set: { features: kept } }] : [];
  return [
    info(
      `${counted(pairs.length, 'feature')} of ${name} ${pairs.length === 1 ? 'repeats' : 'repeat'} the values of another exactly: ${few(pairs)}.`,
      'Keep one of each, unless it is meant to count twice.',
      edits,
    ),
  ];
}

/** The same for columns with the same values in the same rows; null where no other column can be equal, or too few cells differ from 0. */
function columnKeys(matrix: Matrix, statistics: ColumnStatistics): (string | null)[] {
  const alike = withEqualStatistics(statistics, matrix.rows);
  if (!alike.includes(1)) return [];
  const { columns } = matrix;
  // Two hashes of 32 bits each: that two of a million columns agree by chance has odds of 1 in 30 million.
  const [one, other] = [new Int32Array(columns), new Int32Array(columns)];
  const cells = new Float32Array(1);
  const bits = new Int32Array(cells.buffer);
  visitStored(matrix, (value, k, row) => {
    if (alike[k] === 0 || value === 0) return;
    cells[0] = value;
    const cell = Math.imul(bits[0], 0x9e3779b1) ^ Math.imul(row + 1, 0x85ebca6b);
    one[k] = Math.imul(one[k] ^ cell, 0x01000193);
    other[k] = Math.imul((other[k] << 5) | (other[k] >>> 27), 0xcc9e2d51) + (cell ^ (cell >>> 15));
  });
  return Array.from(alike, (is, k) => (is ? `${one[k]} ${other[k]}` : null));
}

/** 1 for each column that another one has the mean, variance and range of. */
function withEqualStatistics(
  { mean, variance, low, high, zeros, missing }: ColumnStatistics,
  rows: number,
): Uint8Array {
  const seen = new Map<string, number>();
  const alike = new Uint8Array(mean.length);
  for (let k = 0; k < mean.length; k++) {
    if (!(low[k] < high[k]) || rows - zeros[k] - missing[k] < SAMPLES_FOR_EQUAL_FEATURES) continue;
    const key = [mean[k], variance[k], low[k], high[k], missing[k]].join();
    const twin = seen.get(key);
    if (twin === undefined) seen.set(key, k);
    else alike[k] = alike[twin] = 1;
  }
  return alike;
}
