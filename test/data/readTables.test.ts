import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readTable, type TableChoice } from '../../src/data/readTable.ts';
import { orientTables, readTables } from '../../src/data/readTables.ts';
import { scratchFolder } from './scratch.ts';

const scratch = scratchFolder();
const fixture = (path: string): string => fileURLToPath(new URL(`readers/${path}`, import.meta.url));

type Named = TableChoice & { readonly file: string };

/** Tables of one kind, of which the readers keep some open until all their names are known. */
const KINDS: readonly (readonly [kind: string, tables: () => readonly Named[]])[] = [
  [
    'CSV',
    () => ['a', 'b'].map((name) => ({ file: scratch.write(`${name}.csv`, `id,${name}1,${name}2\ns1,1,2\ns2,3,4\n`) })),
  ],
  ['Parquet', () => ['gzip', 'zstd', 'snappy'].map((name) => ({ file: fixture(`parquet/${name}.parquet`) }))],
  ['AnnData', () => ['X', 'layers/half'].map((part) => ({ file: fixture('anndata/made/untidy.h5ad'), part }))],
  ['MuData', () => ['rna', 'methylation'].map((part) => ({ file: fixture('anndata/made/mosaic.h5mu'), part }))],
];

it.each(KINDS)('reads several tables as each by itself: %s', async (_, tablesOf) => {
  const tables = tablesOf();
  const read = [];
  for await (const { table } of readTables(tables, [])) read.push(table);
  const rows = await orientTables(tables, []);
  const alone = [];
  for (const [t, { file, ...choice }] of tables.entries()) {
    alone.push((await readTable(file, { ...choice, rows: rows[t].rows })).table);
  }
  expect(read).toEqual(alone);
});

it.each(KINDS)('closes the files of tables that are not asked for any more: %s', async (_, tablesOf) => {
  for await (const { table } of readTables(tablesOf(), [])) {
    expect(table.sampleIds.length).toBeGreaterThan(0);
    break;
  }
});
