import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/data/readTable.ts';
import { UserError } from '../../src/run/userError.ts';
import { scratchFolder, userErrorOf } from './scratch.ts';

const folder = scratchFolder();
const nan = Number.NaN;

async function read(text: string | Uint8Array, name = 'table.csv', idColumn?: string) {
  const { table, warnings } = await readTable(folder.write(name, text), { idColumn });
  return { ids: table.sampleIds, features: table.features, values: [...table.matrix.values], warnings };
}

async function refused(text: string | Uint8Array, name = 'table.csv', idColumn?: string): Promise<string> {
  const file = folder.write(name, text);
  const message = await userErrorOf(() => readTable(file, { idColumn }));
  expect(message).toContain(file);
  return message.replaceAll(file, name);
}

describe('tables that are read', () => {
  it('reads ids, features and numbers', async () => {
    expect(await read('id,a,b\ns1,1,-2.5\ns2,1e-3,+5\n')).toEqual({
      ids: ['s1', 's2'],
      features: ['a', 'b'],
      values: [1, -2.5, Math.fround(1e-3), 5],
      warnings: [],
    });
  });

  it.each([['\t'], [','], [';']])('finds the delimiter %j from the header', async (delimiter) => {
    const text = ['id|a, x;y|b', 's1|1|2', ''].join('\n').replaceAll('|', delimiter);
    const quoted = ['id|"a, x;y"|b', 's1|1|2', ''].join('\n').replaceAll('|', delimiter);
    expect((await read(delimiter === '\t' ? text : quoted)).features).toEqual(['a, x;y', 'b']);
  });

  it.each(['', ' ', '.', '-', 'NA', 'N/A', 'n/a', '#N/A', 'NaN', 'nan', 'null', 'NULL', 'None', '<NA>', '"NA"', '""'])(
    'reads %j as missing',
    async (cell) => {
      expect((await read(`id,a,b\ns1,${cell},0\n`)).values).toEqual([nan, 0]);
    },
  );

  it('takes line ends of every kind, a byte order mark, blank lines and spaces around cells', async () => {
    const expected = { ids: ['s1', 's2'], features: ['a', 'b'], values: [1, 2, 3, 4], warnings: [] };
    expect(await read('\ufeffid,a,b\r\ns1,1,2\r\ns2,3,4')).toEqual(expected);
    expect(await read('id,a,b\rs1,1,2\rs2,3,4\r')).toEqual(expected);
    expect(await read('\n id , a,b \n\n s1 , 1 ,2\n,,\ns2,3,4 \n\n\n')).toEqual(expected);
    expect(await read(Buffer.from('\ufeffid\ta\tb\r\ns1\t1\t2\r\ns2\t3\t4\r\n', 'utf16le'), 'excel.txt')).toEqual(
      expected,
    );
  });

  it("accepts R's write.table, whose header lacks the column of row names", async () => {
    expect(await read('"a"\t"b"\n"s1"\t1\t2\n', 'r.tsv')).toEqual({
      ids: ['s1'],
      features: ['a', 'b'],
      values: [1, 2],
      warnings: [],
    });
    expect((await read('"a"\n"s1"\t1\n', 'r.tsv')).features).toEqual(['a']);
    expect((await read('"","a"\n"s1",1\n')).features).toEqual(['a']);
  });

  it('takes the ids from the named column', async () => {
    expect(await read('a,id,b\n1,s1,2\n', 'table.csv', 'id')).toMatchObject({
      ids: ['s1'],
      features: ['a', 'b'],
      values: [1, 2],
    });
  });

  it('gives repeated and missing names new ones, and says so', async () => {
    const { features, warnings } = await read('id,a,a,a_2,a,,b\ns1,1,2,3,4,5,6\n');
    expect(features).toEqual(['a', 'a_3', 'a_2', 'a_4', 'column_6', 'b']);
    expect(warnings.join('\n')).toMatch(/a column name repeats \("a"\)/);
    expect(warnings.join('\n')).toMatch(/a column has no name; called column_6/);
  });

  it('knows gzip by its content, in one or several members, whatever the file is called', async () => {
    const text = 'id,a,b\ns1,1,2\n';
    const values = [1, 2];
    expect((await read(gzipSync(text), 'table.csv.gz')).values).toEqual(values);
    expect((await read(gzipSync(text), 'unzipped-by-name-only.csv')).values).toEqual(values);
    expect((await read(text, 'not-zipped.csv.gz')).values).toEqual(values);
    expect((await read(Buffer.concat([gzipSync('id,a,b\n'), gzipSync('s1,1,2\n')]), 'two.tsv.GZ')).values).toEqual(
      values,
    );
  });

  it('reads a table larger than one piece and one block', async () => {
    const samples = 230;
    const width = 5000;
    const lines = [`id,${Array.from({ length: width }, (_, k) => `gene_${k}`).join(',')}`];
    for (let n = 0; n < samples; n++)
      lines.push(`s${n},${Array.from({ length: width }, (_, k) => n * 7 + (k % 97)).join(',')}`);
    const { table } = await readTable(folder.write('large.csv.gz', gzipSync(lines.join('\r\n'), { level: 1 })), {});
    expect(table.sampleIds).toHaveLength(samples);
    expect(table.features[width - 1]).toBe('gene_4999');
    expect(table.matrix.values).toHaveLength(samples * width);
    expect(table.matrix.values.every((value, i) => value === Math.floor(i / width) * 7 + ((i % width) % 97))).toBe(
      true,
    );
  });
});

describe('pieces of one megabyte', () => {
  const piece = 1 << 20;

  it('may end between CR and LF', async () => {
    const header = 'id,'.padEnd(piece - 1, 'a');
    const { features, values } = await read(`${header}\r\ns1,1\r\n`);
    expect(features).toEqual([header.slice(3)]);
    expect(values).toEqual([1]);
  });

  it('may end inside a character, a quote or a row', async () => {
    const header = 'id,'.padEnd(piece - 1, 'a');
    expect((await read(`${header}é\ns1,1\n`)).features).toEqual([`${header.slice(3)}é`]);
    const quoted = 'id,"'.padEnd(piece - 1, 'a');
    const { features, values } = await read(`${quoted}""b",c\ns1,1,2\n`);
    expect(features).toEqual([`${quoted.slice(4)}"b`, 'c']);
    expect(values).toEqual([1, 2]);
  });
});

describe('tables that are refused, each with one message', () => {
  it('a missing file', async () => {
    const file = join(folder.path, 'nowhere.csv');
    expect(await userErrorOf(() => readTable(file, {}))).toBe(`${file} does not exist. Check the path.`);
  });

  it('a folder', async () => {
    const file = join(folder.path, 'folder.csv');
    mkdirSync(file);
    expect(await userErrorOf(() => readTable(file, {}))).toMatch(/folder\.csv is a folder/);
  });

  it('an unknown ending', async () => {
    expect(await userErrorOf(() => readTable('table.xlsx', {}))).toMatch(
      /table\.xlsx: this kind of file is not read\. .*\.csv, \.tsv/,
    );
  });

  it.each([
    ['', 'table.csv'],
    ['\ufeff', 'table.csv'],
    ['\n\n \n', 'table.csv'],
    [gzipSync(''), 'table.csv.gz'],
  ])('an empty file: %j', async (content, name) => {
    expect(await refused(content, name)).toMatch(/is empty/);
  });

  it('a header only', async () => {
    expect(await refused('id,a\n')).toMatch(/has a header and no rows/);
  });

  it('one column only', async () => {
    expect(await refused('id\ns1\n')).toMatch(/has one column only \("id"\)/);
  });

  it('a row with too few or too many cells', async () => {
    expect(await refused('id,a,b\ns1,1,2\n\ns2,1\n')).toMatch(
      /table\.csv, row 4: 2 cells, where the header has 3 \(too few\)/,
    );
    expect(await refused('id,a,b\ns1,1,2\ns2,1,2,3\n')).toMatch(/row 3: 4 cells, where the header has 3 \(too many\)/);
  });

  it('an id that comes twice, with both rows as an editor shows them', async () => {
    expect(await refused('id,"a\nb"\ns1,1\ns2,2\n s1,3\n')).toMatch(/rows 3 and 5: both have the sample id "s1"/);
  });

  it('an empty id', async () => {
    expect(await refused('id,a\ns1,1\n ,2\n')).toMatch(/row 3, column "id": the sample id is empty/);
    expect(await refused(',a\ns1,1\n,2\n')).toMatch(/row 3, the first column: the sample id is empty/);
  });

  it('an id column that is not there, with those that are', async () => {
    expect(await refused('id,a\ns1,1\n', 'table.csv', 'ID')).toMatch(
      /has no column "ID" for the sample ids\. Its columns are: "id", "a"\./,
    );
  });

  it('one text cell', async () => {
    expect(await refused('id,a,b\ns1,1,2\ns2,high,2\n')).toBe(
      'table.csv, row 3, column "a": "high" is not a number. Correct the cell, or leave it empty if the value is missing.',
    );
  });

  it('a column of text, and how much of it', async () => {
    const message = await refused('id,a,sex,x\ns1,1,male,u\ns2,2,female,v\n');
    expect(message).toMatch(/row 2, column "sex": "male" is not a number\. All 2 cells of this column hold text\./);
    expect(message).toMatch(/There is text in 1 other column, too: "x"\./);
    expect(message).toMatch(/Remove the column, or use it as a label: --labels table\.csv:sex$/);
    expect(await refused('id,a\ns1,x\ns2,y\ns3,1\n')).toMatch(/2 of 3 cells of this column hold text/);
  });

  it.each(['Inf', '-inf', 'Infinity', '1e39', '-1e400'])('a value that is not finite: %s', async (cell) => {
    expect(await refused(`id,a\ns1,${cell}\n`)).toMatch(/row 2, column "a": ".*" is not a finite number/);
  });

  it.each(['0x1F', '0b1', '1_000', '1,000', '12%', '1 2', '--1', 'TRUE'])(
    'what only looks like a number: %s',
    async (cell) => {
      expect(await refused(`id;a\ns1;${cell}\n`)).toMatch(/row 2, column "a": ".*" is not a number/);
    },
  );

  it('decimal commas', async () => {
    expect(await refused('id;a\ns1;0,5\n')).toMatch(/"0,5" is not a number: it has a decimal comma/);
  });

  it('a cut and a damaged gzip file', async () => {
    const zipped = gzipSync(`id,a\n${Array.from({ length: 5000 }, (_, n) => `s${n},${Math.sin(n)}`).join('\n')}`);
    expect(await refused(zipped.subarray(0, zipped.length / 2), 'table.csv.gz')).toMatch(
      /ends too early: the gzip file is cut off/,
    );
    const damaged = Buffer.from(zipped);
    damaged.fill(0x55, 1000, 1200);
    expect(await refused(damaged, 'table.csv.gz')).toMatch(/is damaged: it cannot be unzipped/);
  });

  it('binary files', async () => {
    expect(await refused(Buffer.from('PK\x03\x04workbook'))).toMatch(
      /is an Excel workbook or a zip archive, not a text table/,
    );
    expect(await refused(Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'))).toMatch(/HDF5 cannot open it/);
    expect(await refused(Buffer.from([0x69, 0x64, 0x2c, 0x61, 0x0a, 0x00, 0x01]))).toMatch(/holds binary data/);
    expect(await refused(Buffer.from('id,b\xe9ta\ns1,1\n', 'latin1'))).toMatch(/is not a text table in UTF-8/);
  });

  it('a quote that is never closed, and text after a closing quote', async () => {
    expect(await refused('id,a\ns1,1\ns2,"2\ns3,3\n')).toMatch(/row 3: a quote \("\) is opened and never closed/);
    expect(await refused('id,a\ns1,"1"x\ns2,"2"\n')).toMatch(/row 2: text follows a closing quote/);
  });
});

describe('rows without an end', () => {
  it('are given up after 64 million characters, not after the memory', async () => {
    expect(await refused(`id,a\ns1,1\n"${'a'.repeat(70_000_000)}`)).toMatch(
      /row 3: the row does not end\. A quote \("\) is opened and never closed/,
    );
  });
});

describe('properties', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
    .map(normal)
    .filter((text) => text !== '' && !text.includes('\0'));
  const number = fc.oneof(
    fc
      .float({ noNaN: true, noDefaultInfinity: true })
      .map((value) => ({ text: String(value), value: value === 0 ? 0 : value })),
    fc
      .integer({ min: -9999, max: 9999 })
      .map((value) => ({ text: value > 0 ? `+${value}` : String(value), value: value === 0 ? 0 : value })),
    fc
      .float({ noNaN: true, min: Math.fround(1e-20), max: Math.fround(1e20) })
      .map((value) => ({ text: value.toExponential(12).toUpperCase(), value })),
    fc.constantFrom('', 'NA', 'NaN', '.', ' - ').map((text) => ({ text, value: nan })),
  );
  const tables = fc
    .tuple(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), fc.uniqueArray(name, { minLength: 2, maxLength: 6 }))
    .chain(([ids, features]) =>
      fc.record({
        ids: fc.constant(ids),
        features: fc.constant(features),
        cells: fc.array(fc.array(number, { minLength: features.length, maxLength: features.length }), {
          minLength: ids.length,
          maxLength: ids.length,
        }),
        delimiter: fc.constantFrom('\t', ',', ';'),
        lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
        quoteAll: fc.boolean(),
        mark: fc.boolean(),
        gzip: fc.boolean(),
        endsOpen: fc.boolean(),
        blankLines: fc.nat({ max: 2 }),
      }),
    );

  it('reads back every table it is given, however it is written', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (t) => {
        const quote = (text: string) =>
          t.quoteAll || /["\n\r\t,;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        const rows = [['sample', ...t.features], ...t.ids.map((id, n) => [id, ...t.cells[n].map(({ text }) => text)])];
        const lines = rows.map((row) => row.map(quote).join(t.delimiter));
        const text =
          (t.mark ? '\ufeff' : '') + lines.join(t.lineEnd) + (t.endsOpen ? '' : t.lineEnd.repeat(1 + t.blankLines));
        const file = folder.write('property.csv', t.gzip ? gzipSync(text) : text);
        const { table } = await readTable(file, {});
        expect(table.sampleIds).toEqual(t.ids);
        expect(table.features).toEqual(t.features);
        expect([...table.matrix.values]).toEqual(t.cells.flat().map(({ value }) => value));
      }),
      { numRuns: 200 },
    );
  });

  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          'id',
          's1',
          's2',
          ',',
          ';',
          '\t',
          '\n',
          '\r',
          '"',
          '1',
          '-',
          'NA',
          ' ',
          '\ufeff',
          '0x',
          'e5',
          'é',
        ),
        { maxLength: 60 },
      )
      .map((parts) => Buffer.from(parts.join(''))),
    fc.uint8Array({ maxLength: 100 }).map((tail) => Buffer.concat([gzipSync('id,a\ns1,1\n').subarray(0, 20), tail])),
  );

  it('gives a table or a UserError for any bytes, nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const file = folder.write('noise.csv', content);
        try {
          const { table } = await readTable(file, {});
          expect(table.matrix.values).toHaveLength(table.sampleIds.length * table.features.length);
          expect(new Set(table.sampleIds).size).toBe(table.sampleIds.length);
          expect(new Set(table.features).size).toBe(table.features.length);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          expect(error.message).toContain(file);
        }
      }),
      { numRuns: 400 },
    );
  });

  /** As cells come back: trimmed, line ends as "\n". */
  function normal(text: string): string {
    return text.replace(/\r\n?/g, '\n').trim();
  }
});
