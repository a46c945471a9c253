import { UserError } from '../run/userError.ts';
import { nearMiss } from './nearMiss.ts';
import type { Table } from './table.ts';

/** One table, brought into the order of the cohort's samples. */
export interface CohortModality {
  readonly name: string;
  readonly file: string;
  /** the cohort's samples, N */
  readonly sampleIds: readonly string[];
  readonly features: readonly string[];
  /** [N, features]; NaN = missing */
  readonly values: Float32Array;
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
  const width = table.features.length;
  const values = new Float32Array(sampleIds.length * width).fill(Number.NaN);
  const observed = new Uint8Array(sampleIds.length);
  sampleIds.forEach((id, n) => {
    const row = rows.get(id);
    if (row === undefined) return;
    observed[n] = 1;
    values.set(table.values.subarray(row * width, (row + 1) * width), n * width);
  });
  return { name, file: table.file, sampleIds, features: table.features, values, observed };
}

/** Row of each sample that has at least one value. */
export function observedRows(table: Table): Map<string, number> {
  const width = table.features.length;
  const rows = new Map<string, number>();
  table.sampleIds.forEach((id, row) => {
    for (let i = row * width; i < (row + 1) * width; i++) {
      if (!Number.isNaN(table.values[i])) {
        rows.set(id, row);
        return;
      }
    }
  });
  return rows;
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
      return `The columns of ${table.file} are samples of the other table: turn it round, so that each row is a sample.`;
    }
  }
  return 'Check that the id columns hold the same kind of id (upper or lower case, spaces, suffixes such as -01A, versions), and that each row is a sample.';
}
