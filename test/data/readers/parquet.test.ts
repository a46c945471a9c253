import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLabels } from '../../../src/data/labelTable.ts';
import { openTableFile } from '../../../src/data/openTableFile.ts';
import { readMetadata } from '../../../src/data/readers/parquet/metadata.ts';
import { NotRead } from '../../../src/data/readers/parquet/problem.ts';
import { decodeRuns } from '../../../src/data/readers/parquet/runs.ts';
import { readTable } from '../../../src/data/readTable.ts';
import { scratchFolder, userErrorOf } from '../scratch.ts';

const folder = scratchFolder();
const fixture = (name: string): string => fileURLToPath(new URL(`parquet/${name}.parquet`, import.meta.url));
const real = (name: string): string =>
  fileURLToPath(new URL(`../../../../shared/data/formats/${name}`, import.meta.url));

/** What pandas reads of the files: see oracle/parquet.py. */
const READ: Record<string, { ids: string[]; features: string[]; values: (number | null)[] }> = JSON.parse(
  readFileSync(new URL('oracle/parquet.json', import.meta.url), 'utf8'),
);

describe('agreement with pandas', () => {
  it.each(Object.keys(READ))('on %s.parquet', async (name) => {
    const { table } = await readTable(fixture(name), name === 'id_column' ? { idColumn: 'patient' } : {});
    const { ids, features, values } = READ[name];
    expect(table.sampleIds).toEqual(ids);
    expect(table.features).toEqual(features);
    expect(Array.from(table.matrix.values, (value) => (Number.isNaN(value) ? null : value))).toEqual(values);
  });

  /* pandas 3.0.6: t = pd.read_parquet(file).set_index("sample_id"); t.shape, t.to_numpy("float32").astype(float).sum() */
  it('on a real table', async ({ skip }) => {
    const file = real('wide/tcga_brca_jive_expression_zstd.parquet');
    if (!existsSync(file)) skip('this table may not be part of the repository, and it is not beside it');
    const { table, warnings } = await readTable(file, {});
    expect([table.sampleIds.length, table.features.length]).toEqual([348, 645]);
    expect(table.sampleIds[0]).toBe('TCGA-A1-A0SH-01');
    expect(table.features.slice(0, 2)).toEqual(['expr_001', 'expr_002']);
    expect(table.matrix.values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(38559.94490428055, 2);
    expect(warnings).toEqual([]);
  });
});

describe('files without names of their rows', () => {
  /* pyarrow 25.0.1: t = pq.read_table(file); t.shape, t.to_pydict() */
  it.for([
    ['apache_float16_nonzeros_and_nans.parquet', 'x', [Number.NaN, 1, -2, Number.NaN, 0, -1, -0, 2]],
    ['apache_single_nan.parquet', 'mycol', [Number.NaN]],
  ] as const)('%s: the rows are counted', async ([name, feature, values], { skip }) => {
    const file = real(`parquet/${name}`);
    if (!existsSync(file)) skip('this file may not be part of the repository, and it is not beside it');
    const { table, warnings } = await readTable(file, {});
    expect([...table.matrix.values]).toEqual(values);
    expect(table.features).toEqual([feature]);
    expect(table.sampleIds).toEqual(values.map((_, row) => String(row)));
    expect(warnings.join()).toContain('no column names the samples');
  });

  it('are named by whole numbers in the first column, unless one repeats', async () => {
    const { table, warnings } = await readTable(fixture('numbered'), {});
    expect(warnings.join()).toContain('they are called by the whole numbers of "');
    expect((await readTable(fixture('numbered'), { idColumn: 'n' })).warnings).toEqual([]);
    expect([table.sampleIds, table.features]).toEqual([
      ['40', '41', '42'],
      ['a', 'b'],
    ]);
    const repeated = await readTable(fixture('repeated'), {});
    expect([repeated.table.sampleIds, repeated.table.features]).toEqual([
      ['0', '1', '2'],
      ['n', 'a', 'b'],
    ]);
    expect([...repeated.table.matrix.values]).toEqual([40, 0.5, 3, 40, 1.5, 2, 42, 2.5, 1]);
  });
});

describe('what is in a file', () => {
  it('is known before its values are read, row groups are blocks', async () => {
    const opened = await openTableFile(fixture('version2'), {});
    const [part] = opened.parts;
    expect(part.shape).toEqual({ rows: 7, columns: 6, exact: true });
    const rows: string[] = [];
    for await (const block of part.blocks()) {
      expect(block.matrix.rows).toBe(block.rows.length);
      rows.push(...block.rows);
    }
    expect(rows).toEqual(READ['version2'].ids);
    opened.close();
  });

  it('tells that samples are counted where pandas counted them', async () => {
    const { table, warnings } = await readTable(fixture('counted'), {});
    expect(table.sampleIds).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    expect(warnings.join()).toContain('no column names the samples');
  });

  it('gives every column that is text, a number or a date as labels', async () => {
    const { sampleIds, columns } = await readLabels(fixture('labels'), {});
    expect(sampleIds.slice(0, 2)).toEqual(['sample-0', 'sample-1']);
    expect(columns.map(({ name, values }) => [name, ...values.slice(0, 3)])).toEqual([
      ['site', 'a', 'b', null],
      ['age', '40', '41', null],
      ['score', '0', '0.5', '1'],
      ['alive', 'True', 'False', 'True'],
      ['seen', '2020-01-01', '2020-01-02', '2020-01-03'],
    ]);
    expect(columns[0].values[6]).toBeNull();
  });
});

describe('what is refused', () => {
  it('columns without numbers, by name, with what to do', async () => {
    const message = await userErrorOf(() => readTable(fixture('labels'), {}));
    expect(message).toContain('column "site": it holds text');
    expect(message).toContain('2 other columns hold no numbers, too: "seen", "list"');
    expect(message).toContain(`--labels ${fixture('labels')}:site`);
  });

  it('an id column that is not there, is a list, or repeats', async () => {
    expect(await userErrorOf(() => readTable(fixture('none'), { idColumn: 'patient' }))).toContain(
      'has no column "patient"',
    );
    expect(await userErrorOf(() => readLabels(fixture('labels'), { idColumn: 'list' }))).toContain('it holds lists');
    expect(await userErrorOf(() => readTable(fixture('none'), { idColumn: 'flag' }))).toContain(
      'rows 2 and 3: both have the sample id "False"',
    );
  });

  it.for([
    ['apache_alltypes_plain.snappy.parquet', 'column "string_col": it holds text'],
    ['apache_nulls.snappy.parquet', 'column "b_struct": it holds nested values'],
    ['hyparquet_alpha.parquet', 'has one column only ("id")'],
    ['mosaic_penguins.parquet', 'column "island": it holds text'],
    ['mosaic_protein-design.parquet', 'column "version": it holds text'],
  ])('%s, which holds no table of numbers', async ([name, reason], { skip }) => {
    const file = real(`parquet/${name}`);
    if (!existsSync(file)) skip('this file may not be part of the repository, and it is not beside it');
    expect(await userErrorOf(() => readTable(file, {}))).toContain(reason);
  });

  it('a file that is cut off anywhere, or has any byte changed, in one message or not at all', async () => {
    const whole = readFileSync(fixture('version2'));
    let refused = 0;
    for (let length = 8; length < whole.length; length += 97) {
      const file = folder.write('cut.parquet', whole.subarray(0, length));
      expect(await userErrorOf(() => readTable(file, {}))).toContain('Download or copy it again');
    }
    for (let at = 4; at < whole.length; at += 13) {
      const bytes = Uint8Array.from(whole);
      bytes[at] ^= 0xff;
      const file = folder.write('changed.parquet', bytes);
      await readTable(file, {}).catch((error: Error) => {
        expect(error.name, `byte ${at}: ${error.message}`).toBe('UserError');
        refused++;
      });
    }
    expect(refused).toBeGreaterThan(50);
  });
});

describe('the metadata at the end', () => {
  it('may say anything: absurd lengths take no memory, and whatever is nested ends', () => {
    const lists = fc.array(fc.constantFrom(0x19, 0x29, 0xf9, 0xfc, 0x1c, 0x2c, 0xff, 0x7f, 0x0f, 0, 0x18, 0x15), {
      maxLength: 60,
    });
    const before = process.memoryUsage().arrayBuffers;
    fc.assert(
      fc.property(
        fc.oneof(
          lists.map((bytes) => Uint8Array.from(bytes)),
          fc.uint8Array({ maxLength: 200 }),
        ),
        (bytes) => {
          try {
            expect(readMetadata(bytes).schema.length).toBeLessThanOrEqual(bytes.length);
          } catch (error) {
            expect(error instanceof RangeError || error instanceof NotRead, String(error)).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
    expect(() => readMetadata(new Uint8Array(1e6).fill(0x1c))).toThrow('nested too deep');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6);
  });
});

describe('runs', () => {
  it('come back as they were encoded, run-length and bit-packed', () => {
    const pieces = fc.integer({ min: 1, max: 32 }).chain((width) =>
      fc.tuple(
        fc.constant(width),
        fc.array(
          fc.record({
            packed: fc.boolean(),
            numbers: fc.array(fc.bigInt(0n, (1n << BigInt(width)) - 1n), { minLength: 8, maxLength: 8 }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
      ),
    );
    fc.assert(
      fc.property(pieces, ([width, runs]) => {
        const bytes = runs.flatMap(({ packed, numbers }) =>
          packed ? [0b11, ...bitPacked(numbers, width)] : [5 << 1, ...little(numbers[0], Math.ceil(width / 8))],
        );
        const expected = runs.flatMap(({ packed, numbers }) => (packed ? numbers : Array(5).fill(numbers[0])));
        expect(Array.from(decodeRuns(Uint8Array.from(bytes), width, expected.length), BigInt)).toEqual(expected);
      }),
    );
  });

  it('end with an error where the bytes do, however many numbers they claim', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), fc.integer({ min: 0, max: 255 }), (bytes, width) => {
        try {
          expect(decodeRuns(bytes, width, 1000)).toHaveLength(1000);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});

function little(number: bigint, length: number): number[] {
  return Array.from({ length }, (_, byte) => Number((number >> BigInt(8 * byte)) & 0xffn));
}

function bitPacked(numbers: readonly bigint[], width: number): number[] {
  return little(
    numbers.reduce((all, number, i) => all | (number << BigInt(i * width)), 0n),
    width,
  );
}
