import { turnedByNames } from './nameKinds.ts';
import { nearMiss } from './nearMiss.ts';

type Rows = 'samples' | 'features';

/** The names of a table, as they lie in its file. */
export interface TableNames {
  readonly file: string;
  /** what its study says of the rows */
  readonly given: Rows | undefined;
  /** whether its format says that rows are samples: then it is turned only where its columns match samples known otherwise */
  readonly samplesByFormat: boolean;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
}

/** Which way round a table lies. */
export interface Orientation {
  /** what its rows are */
  readonly rows: Rows;
  /** that it is turned round, where its study does not say so */
  readonly note: string | null;
  /** what speaks against it: its names look the other way round, or match both ways. It is worth asking. */
  readonly doubt: string | null;
}

/** One direction is meant where the other has no more than this share of its matches. */
const CHANCE = 0.1;
/** Names compared by their spelling, where none is equal. */
const MOST_COMPARED = 5000;

/**
 * Finds out which way round the tables of a study lie, from names alone: samples have the same ids in all of them, and in
 * the table of labels. Where rows and columns both match those, the look of the names decides (genes, probes, barcodes);
 * where neither matches, ids that are written a little differently; else the rows stay samples. What a study says is kept, and
 * what a format says where nothing speaks against it.
 * @param labelIds the samples of the table of labels; empty without one
 */
export function orient(tables: readonly TableNames[], labelIds: readonly string[]): Orientation[] {
  const given = tables.map((table) => table.given ?? null);
  let decided = decideMatching(tables, given, labelIds);
  const byFormatLast = [...tables.keys()].sort(
    (a, b) => Number(tables[a].samplesByFormat) - Number(tables[b].samplesByFormat),
  );
  for (const t of byFormatLast) decided = decided[t] ? decided : decideOne(tables, decided, labelIds, t);
  return tables.map((table, t) => {
    const rows = decided[t] ?? 'samples';
    if (table.given) return { rows, note: null, doubt: null };
    const note = rows === 'features' ? `${table.file} has samples in its columns: turned round.` : null;
    return { rows, note, doubt: doubtOf(table, rows, samplesOf(tables, decided.with(t, null), labelIds)) };
  });
}

type Decided = readonly (Rows | null)[];

/** Decides every table of which one direction matches the samples known so far; its own are known then, too. */
function decideMatching(tables: readonly TableNames[], from: Decided, labelIds: readonly string[]): Decided {
  let decided = from;
  const known = samplesOf(tables, decided, labelIds);
  for (let before: Decided = []; before !== decided; ) {
    before = decided;
    for (const [t, table] of tables.entries()) {
      const rows = decided[t] ? null : better(count(table.rows, known), count(table.columns, known));
      if (!rows) continue;
      decided = decided.with(t, rows);
      for (const id of samplesIn(table, rows)) known.add(id);
    }
  }
  return decided;
}

/** Decides a table that matches nothing known, or both ways: by the tables that follow from each way, then by the names. */
function decideOne(tables: readonly TableNames[], before: Decided, labelIds: readonly string[], t: number): Decided {
  if (tables[t].samplesByFormat) return decideMatching(tables, before.with(t, 'samples'), labelIds);
  const [upright, turned] = (['samples', 'features'] as const).map((rows) =>
    decideMatching(tables, before.with(t, rows), labelIds),
  );
  const more = countDecided(turned) - countDecided(upright);
  const look = votes(tables, turned) - votes(tables, upright);
  const alone = Math.max(countDecided(turned), countDecided(upright)) === countDecided(before) + 1;
  const known = samplesOf(tables, before, labelIds);
  if (alone && count(tables[t].rows, known) === 0) return before.with(t, bySpelling(tables[t], known) ?? 'samples');
  if (more > 0 && look >= 0 && othersBySpelling(tables, t)) return upright;
  return (more > 0 && look >= 0) || (more === 0 && look > 0) ? turned : upright;
}

/** Whether the rows of another table would match those of this one, were they written alike. */
function othersBySpelling(tables: readonly TableNames[], t: number): boolean {
  return tables.some((table, other) => other !== t && bySpelling(tables[t], new Set(table.rows)) === 'samples');
}

function samplesOf(tables: readonly TableNames[], decided: Decided, labelIds: readonly string[]): Set<string> {
  const known = new Set(labelIds);
  for (const [t, table] of tables.entries()) {
    const rows = decided[t];
    if (rows) for (const id of samplesIn(table, rows)) known.add(id);
  }
  return known;
}

function samplesIn({ rows, columns }: TableNames, which: Rows): readonly string[] {
  return which === 'samples' ? rows : columns;
}

function count(names: readonly string[], known: ReadonlySet<string>): number {
  let hits = 0;
  for (const name of names) if (known.has(name)) hits++;
  return hits;
}

/** Which direction matches; null where neither does, or both. */
function better(rows: number, columns: number): Rows | null {
  if (rows > 0 && columns <= CHANCE * rows) return 'samples';
  return columns > 0 && rows <= CHANCE * columns ? 'features' : null;
}

function countDecided(decided: Decided): number {
  return decided.filter((rows) => rows !== null).length;
}

/** How many tables lie as their names look, less those that do not. */
function votes(tables: readonly TableNames[], decided: Decided): number {
  let sum = 0;
  for (const [t, { rows, columns }] of tables.entries()) {
    if (decided[t]) sum += (decided[t] === 'features' ? 1 : -1) * turnedByNames(rows, columns);
  }
  return sum;
}

/** Which direction would match, were ids written alike; null where neither would. */
function bySpelling({ rows, columns }: TableNames, known: ReadonlySet<string>): Rows | null {
  const others = [...known].slice(0, MOST_COMPARED);
  const near = (names: readonly string[]): number => nearMiss(names.slice(0, MOST_COMPARED), others, false)?.count ?? 0;
  return better(near(rows), near(columns));
}

function doubtOf(table: TableNames, rows: Rows, others: ReadonlySet<string>): string | null {
  const { file } = table;
  const [inRows, inColumns] = [count(table.rows, others), count(table.columns, others)];
  if (better(inRows, inColumns)) return null;
  const other = rows === 'samples' ? 'features' : 'samples';
  const look = turnedByNames(table.rows, table.columns);
  if (look === (rows === 'samples' ? 1 : -1)) return looksTurned(table, other);
  if (look !== 0 || inRows === 0) return null;
  return `${file}: its rows and its columns both match samples of the others. Its rows are taken for ${rows}; if they are ${other}, set "rows": "${other}" for this table.`;
}

/**
 * What to say of a table whose names look as if its rows were `rows`.
 */
function looksTurned({ file, rows, columns }: Pick<TableNames, 'file' | 'rows' | 'columns'>, which: Rows): string {
  const look = which === 'features' ? 'features in its rows' : 'samples in its rows';
  return `${file} looks as if it had ${look} (rows: ${rows.slice(0, 2).join(', ')}; columns: ${columns.slice(0, 2).join(', ')}). If it has, set "rows": "${which}" for this table.`;
}

/** A hint where the rows of a table, taken for samples, look like features; null where they do not. */
export function turnedHint(file: string, rows: readonly string[], columns: readonly string[]): string | null {
  return turnedByNames(rows, columns) > 0 ? looksTurned({ file, rows, columns }, 'features') : null;
}
