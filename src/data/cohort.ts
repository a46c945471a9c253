import { UserError } from '../run/userError.ts';
import { type Matrix, pickRows } from './matrix.ts';
import { nearMiss } from './nearMiss.ts';
import { turnedHint } from './orientation.ts';
import type { Table } from './table.ts';

/** One table, brought into the order of the cohort's samples. */
export interface CohortModality {
  readonly name: string;
  readonly file: string;
  /** the cohort's samples, N */
  readonly sampleIds: readonly string[];
  readonly features: readonly string[];
  /** [N, features] */
  readonly matrix: Matrix;
  /** [N]; 0 = the sample lacks the modality: it is not in the table, or its row is blank */
  readonly observed: Uint8Array;
}

/** The samples of several tables, matched by id. */
export interface Cohort {
  readonly sampleIds: readonly string[];
  readonly modalities: readonly CohortModality[];
}

/**
 * Matches tables by sample id. `union` keeps every sample that has at least one modality, by first appearance;
 * `intersection` keeps those that have every modality.
 * @throws UserError for fewer than two tables, a repeated name, a table without a single value, and tables without common samples.
 */
export function matchSamples(
  tables: readonly { readonly name: string; readonly table: Table }[],
  mode: 'union' | 'intersection',
): Cohort {
  if (tables.length < 2) {
    throw new UserError(
      `A model needs at least two tables of the same samples; ${tables.length === 1 ? 'there is one only' : 'there is none'}. Add another table.`,
    );
  }
  const names = tables.map(({ name }) => name);
  const repeated = names.find((name, k) => names.indexOf(name) !== k);
  if (repeated !== undefined)
    throw new UserError(`Two tables are called "${repeated}". Give each modality a name of its own.`);

  const sources = tables.map(({ name, table }) => ({ name, table, rows: observedRows(table) }));
  for (const { name, table, rows } of sources) {
    if (rows.size === 0) {
      throw new UserError(
        `${table.file}: the modality "${name}" has no values, every cell is missing. Check the file, or leave the table out.`,
      );
    }
  }
  sources.forEach((source, k) => {
    const others = sources.filter((_, j) => j !== k);
    if (!others.some((other) => overlaps(source.rows, other.rows))) throw new UserError(noOverlap(source, others[0]));
  });

  const union = new Set(sources.flatMap(({ rows }) => [...rows.keys()]));
  const sampleIds = [...union].filter((id) => mode === 'union' || sources.every(({ rows }) => rows.has(id)));
  if (sampleIds.length === 0) {
    throw new UserError(
      `No sample has all ${sources.length} modalities (${names.join(', ')}). Use "samples": "union", which lets a sample lack a modality, or leave a table out.`,
    );
  }
  return { sampleIds, modalities: sources.map((source) => inOrderOf(sampleIds, source)) };
}

/**
 * Brings a table into the order of a cohort's samples.
 * @param source.rows row of each sample that the table has values of
 */
export function inOrderOf(
  sampleIds: readonly string[],
  { name, table, rows }: { readonly name: string; readonly table: Table; readonly rows: ReadonlyMap<string, number> },
): CohortModality {
  const places = Int32Array.from(sampleIds, (id) => rows.get(id) ?? -1);
  return {
    name,
    file: table.file,
    sampleIds,
    features: table.features,
    matrix: pickRows(table.matrix, places),
    observed: Uint8Array.from(places, (row) => (row < 0 ? 0 : 1)),
  };
}

/** Row of each sample that has at least one value; zeros that are not stored are values. */
export function observedRows({ matrix, sampleIds }: Table): Map<string, number> {
  const { columns, values } = matrix;
  const hasValue = (row: number): boolean => {
    const [from, to] =
      matrix.layout === 'dense' ? [row * columns, (row + 1) * columns] : [matrix.starts[row], matrix.starts[row + 1]];
    if (to - from < columns) return true;
    for (let i = from; i < to; i++) if (!Number.isNaN(values[i])) return true;
    return false;
  };
  return new Map(sampleIds.map((id, row): [string, number] => [id, row]).filter(([, row]) => hasValue(row)));
}

function overlaps(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  for (const id of a.keys()) if (b.has(id)) return true;
  return false;
}

function noOverlap(a: { name: string; table: Table }, b: { name: string; table: Table }): string {
  const heading = `${a.table.file} and ${b.table.file} have no sample in common.`;
  const ids = [a.table, b.table].map(
    ({ file, sampleIds }) => `  ${file}: ${sampleIds.slice(0, 3).join(', ')}${sampleIds.length > 3 ? ', …' : ''}`,
  );
  return [heading, ...ids, overlapHint(a.table, b.table)].join('\n');
}

/** What most likely keeps the ids of two tables without common samples from matching, and what to do. */
export function overlapHint(a: Table, b: Table): string {
  const shared = new Set(a.sampleIds);
  if (b.sampleIds.some((id) => shared.has(id))) {
    return 'Their ids match, but the rows of the common samples are blank in one of the tables. Check how the tables were exported.';
  }
  const miss = nearMiss(a.sampleIds, b.sampleIds);
  if (miss) {
    const [one, other] = miss.example;
    return `${miss.count} id${miss.count === 1 ? '' : 's'} would match but for ${miss.difference}: "${one}" and "${other}". Write the ids alike in both tables.`;
  }
  for (const [table, other] of [
    [a, b],
    [b, a],
  ]) {
    const columns = new Set(table.features);
    if (other.sampleIds.some((id) => columns.has(id))) {
      return `The columns of ${table.file} are samples of the other table: set "rows": "features" for it, or leave "rows" out.`;
    }
  }
  const hints = [a, b].map(({ file, sampleIds, features }) => turnedHint(file, sampleIds, features));
  if (hints.some((hint) => hint !== null)) return hints.filter((hint) => hint !== null).join('\n');
  return 'Check that the id columns hold the same kind of id (upper or lower case, spaces, suffixes such as -01A, versions), and that each row is a sample.';
}
