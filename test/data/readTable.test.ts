import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { readLabels } from '../../src/data/labelTable.ts';
import { openTableFile } from '../../src/data/openTableFile.ts';
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

  it('takes rows that all end with a delimiter for what they are, not for rows of R', async () => {
    const rows = 's1,1,2,\ns2,3,4,\n';
    const expected = { ids: ['s1', 's2'], features: ['a', 'b', 'column_4'], values: [1, 2, nan, 3, 4, nan] };
    expect(await read(`id,a,b\n${rows}`)).toMatchObject(expected);
    expect(await read(`id,a,b,\n${rows}`)).toMatchObject(expected);
    const missing = { ids: ['s1', 's2'], features: ['a', 'b'], values: [1, nan, 3, 4] };
    expect(await read('a,b\ns1,1,\ns2,3,4\n')).toMatchObject(missing);
  });

  it.each([
    ['a line of words', '# counts; version 2\n'],
    ['words with the delimiter between them', '# counts\tof reads\n'],
    ['lines of as many cells as the header, as in cBioPortal', '#Patient\tAge\tSex\n#STRING\tNUMBER\tNUMBER\n'],
    ['lines of Windows', '# one\r\n#\r\n'],
  ])('leaves out comments above the header: %s', async (_, comments) => {
    expect(await read(`${comments}id\ta\tb\ns1\t1\t2\n`, 'table.tsv')).toEqual({
      ids: ['s1'],
      features: ['a', 'b'],
      values: [1, 2],
      warnings: [],
    });
  });

  it.each([
    ['id', '#id\ta\tb\n'],
    ['id', '# made by hand\n#id\ta\tb\n'],
    ['row names of R', '#a\tb\n'],
  ])('knows a header that begins with "#": %s', async (_, header) => {
    expect(await read(`${header}s1\t1\t2\n`, 'table.tsv')).toMatchObject({ ids: ['s1'], values: [1, 2] });
  });

  it('warns of points that seem to stand between thousands', async () => {
    const rows = (cell: (n: number) => string): string =>
      Array.from({ length: 30 }, (_, n) => `s${n};${100 + n};${cell(n)}\n`).join('');
    const warningsOf = async (cell: (n: number) => string): Promise<readonly string[]> =>
      (await read(`id;a;b\n${rows(cell)}`)).warnings;
    expect(await warningsOf((n) => `${n + 1}.${234 + n}`)).toEqual([
      expect.stringMatching(/: "1\.234" is read as 1\.234; such points may stand between thousands\. If they do, save/),
    ]);
    expect(await warningsOf((n) => `${n}.${234 + n}`)).toEqual([]);
    expect(await warningsOf((n) => (n === 20 ? '2.5' : `${n + 1}.${234 + n}`))).toEqual([]);
    expect(await warningsOf((n) => (n === 20 ? '1234' : `${n + 1}.${234 + n}`))).toEqual([]);
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

  it('takes any text for a table, whatever the file is called', async () => {
    expect((await read('id\ta\ns1\t1\n', 'table.dat')).values).toEqual([1]);
    expect((await read('id,a\ns1,1\n', 'table')).values).toEqual([1]);
  });

  it.each([';', '\t'])('reads decimal commas where %j is the delimiter, and says so', async (delimiter) => {
    const text = 'id;a;b;c\ns1;0,5;-1,25e3;3\ns2;"12,5";NA;,5\ns3;1.234,5;1.234.567;2,\n';
    const { values, warnings } = await read(text.replaceAll(';', delimiter), 'european.csv');
    expect(values).toEqual([0.5, -1250, 3, 12.5, nan, 0.5, 1234.5, 1234567, 2]);
    expect(warnings).toEqual([expect.stringMatching(/european\.csv has decimal commas: "0,5" is read as 0\.5\.$/)]);
  });

  it('reads decimal commas that come late, or in quotes between commas', async () => {
    const whole = Array.from({ length: 200_000 }, (_, n) => `s${n};${n}`).join('\n');
    const late = await read(`id;a\n${whole}\nt;0,5\n`);
    expect(late.values.at(-1)).toBe(0.5);
    expect(late.warnings).toHaveLength(1);
    expect((await read('id,a,b\ns1,"0,5",2\ns2,3,"1,5"\n')).values).toEqual([0.5, 2, 3, 1.5]);
  });

  it('turns a table round whose rows are features, of which names may repeat or be missing', async () => {
    const file = folder.write('turned.csv', 'gene,s1,s2\nTP53,1,2\nMYC,3,4\nTP53,5,6\n,7,8\n');
    const { table, warnings } = await readTable(file, { rows: 'features' });
    expect(table.sampleIds).toEqual(['s1', 's2']);
    expect(table.features).toEqual(['TP53', 'MYC', 'TP53_2', 'row_4']);
    expect([...table.matrix.values]).toEqual([1, 3, 5, 7, 2, 4, 6, 8]);
    expect(warnings).toEqual([expect.stringMatching(/a row name repeats \("TP53"\); later ones got "_2"/)]);
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

describe('what is known before a table is read', () => {
  const lines = ['id,a,b', ...Array.from({ length: 90_000 }, (_, n) => `sample ${n},${n % 10},${(n * 7919) % 1000}`)];
  const text = lines.join('\n');

  it.each([
    ['as it is', text],
    ['zipped', gzipSync(text)],
    ['in two zipped parts', Buffer.concat([gzipSync(text.slice(0, 900_000)), gzipSync(text.slice(900_000))])],
  ])('is its columns, the names of its rows, and about how many there are: %s', async (_, content) => {
    const opened = await openTableFile(folder.write('known.csv', content), {});
    const [part] = opened.parts;
    expect(part.shape.columns).toBe(2);
    expect(part.shape.exact).toBe(false);
    expect(part.shape.rows).toBeGreaterThan(40_000);
    expect(part.shape.rows).toBeLessThan(200_000);
    const { rows, columns } = await part.names();
    expect(columns).toEqual(['a', 'b']);
    expect(rows).toEqual(lines.slice(1).map((line) => line.split(',')[0]));
  });

  it('is close to the truth where the file is not zipped, also where its rows grow', async () => {
    const rows = Array.from({ length: 60_000 }, (_, n) => `s${n},${n < 30_000 ? '0,0' : '0.123456789,0.987654321'}`);
    const { parts } = await openTableFile(folder.write('grows.csv', ['id,a,b', ...rows].join('\n')), {});
    expect(Math.abs(parts[0].shape.rows / rows.length - 1)).toBeLessThan(0.02);
  });

  it('is the names of rows, whatever is quoted, blank or in another column', async () => {
    const file = folder.write('names.csv', 'a,id,b\r\n"x\ny","s, 1",1\r\n,,\r\n1,s2,"""\r\n"\r\n"1", s3 ,2');
    const { parts } = await openTableFile(file, { idColumn: 'id' });
    expect((await parts[0].names()).rows).toEqual(['s, 1', 's2', 's3']);
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

  it('decimal commas beside decimal points, wherever they come', async () => {
    expect(await refused('id;a\ns1;0,5\ns2;1.5\n')).toMatch(
      /row 3, column "a": "1\.5" has a decimal point, and the table's other numbers have decimal commas/,
    );
    const late = Array.from({ length: 200_000 }, (_, n) => `s${n};1.5`).join('\n');
    expect(await refused(`id;a\n${late}\nt;0,5\n`)).toMatch(
      /row 200002, column "a": "0,5" is not a number: it has a decimal comma, and other numbers .* decimal points/,
    );
    expect(await refused('id;a\ns1;0,5\ns2;1.234\n')).toMatch(/"1\.234" has a decimal point/);
    expect(await refused('id;a\ns1;0,5\ns2;9,9e40\n')).toMatch(/"9,9e40" is not a finite number/);
  });

  it('commas that may stand between thousands', async () => {
    expect(await refused('id;a\ns1;1,000\ns2;12,345\n')).toMatch(
      /"1,000" is not a number: its comma may stand before a fraction or between thousands/,
    );
    expect(await refused('id,a\ns1,"1,234.5"\ns2,"2,000.0"\n')).toMatch(
      /"1,234\.5" has commas between thousands\. Save the table with nothing between thousands\.$/,
    );
  });

  it('truth values, which could be labels', async () => {
    expect(await refused('id,a\ns1,TRUE\ns2,FALSE\n')).toMatch(
      /"TRUE" is not a number\. Write 1 for true and 0 for false, or use the column as a label: --labels table\.csv:a$/,
    );
  });

  it('a table of GenePattern', async () => {
    expect(await refused('#1.2\n2\t1\nName\tDescription\ts1\ng\tna\t1\n', 'table.gct')).toMatch(
      /is a GCT table, which is not read as it is\. Remove its first two lines and the columns of descriptions\.$/,
    );
  });

  it('comments alone, and counts them as lines', async () => {
    expect(await refused('# one\n# two\n')).toMatch(/is empty: it holds blank lines or comments only/);
    expect(await refused('# one\n# two\nid,a\ns1,1\ns2,x\n')).toMatch(/row 5, column "a": "x" is not a number/);
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

describe('files that would fill the memory', () => {
  /** Text repeated to so many bytes, zipped: 20 MB of it take a few kilobytes. */
  const bomb = (start: string, repeated: string, bytes: number) =>
    gzipSync(start + repeated.repeat(bytes / repeated.length), { level: 1 });

  it('rows without an end are given up after a cell of 2 MB', async () => {
    expect(await refused(`id,a\ns1,1\n"${'a'.repeat(20_000_000)}`)).toMatch(
      /row 3: the row does not end\. A quote \("\) is opened and never closed/,
    );
    expect(await refused(`id,a\ns1,1\ns2,${'1'.repeat(20_000_000)}\n`)).toMatch(
      /row 3: a cell is longer than 2 MB\. The file is no table, or damaged/,
    );
  });

  it.each([
    ['zeros', bomb('', '0', 20_000_000), /row 1: a cell is longer than 2 MB/],
    ['NUL bytes', bomb('', '\0', 20_000_000), /holds binary data/],
    ['one endless header', bomb('id', ',a', 20_000_000), /row 1: more than 5,000,000 cells in one row/],
    ['one endless row', bomb('id,a\ns1', ',1', 20_000_000), /row 2: more than 5,000,000 cells in one row/],
    ['one row again and again', bomb('id,a\n', 's1,1\n', 20_000_000), /rows 2 and 3: both have the sample id "s1"/],
  ])('%s', async (_, content, expected) => {
    expect(await refused(content, 'bomb.csv.gz')).toMatch(expected);
  });

  it('a header of a million columns is read, and refused where the rows do not fit it', async () => {
    const names = Array.from({ length: 1_000_000 }, (_, k) => `cg${k}`).join(',');
    expect(await refused(`id,${names}\ns1,1,2\n`)).toBe(
      'table.csv, row 2: 3 cells, where the header has 1000001 (too few). Repair the row; a cell that holds the delimiter needs quotes.',
    );
    const same = await readTable(
      folder.write('same.csv', `id${',a'.repeat(200_000)}\ns1${',1'.repeat(200_000)}\n`),
      {},
    );
    expect(same.table.features.at(-1)).toBe('a_200000');
    expect(same.table.matrix.values.every((value) => value === 1)).toBe(true);
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

  it('reads every number as JavaScript does, rounded to 32 bits', async () => {
    const digits = (most: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: most });
    const written = fc
      .record({
        sign: fc.constantFrom('', '-', '+'),
        whole: digits(25),
        point: fc.constantFrom('', '.'),
        fraction: digits(25),
        exponent: fc.option(fc.tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '-', '+'), fc.nat({ max: 60 }))),
        quoted: fc.boolean(),
      })
      .map(({ sign, whole, point, fraction, exponent, quoted }) => {
        const text = `${sign}${whole}${point}${point && fraction}${exponent ? exponent.join('') : ''}`;
        return { text, cell: quoted ? `"${text}"` : text };
      })
      .filter(({ text }) => text !== '' && Math.abs(Number(text)) <= 3.4028234663852886e38);
    const bits = fc
      .double({ noNaN: true, min: -3e38, max: 3e38 })
      .map((value) => ({ text: `${value}`, cell: `${value}` }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(written, bits), { minLength: 1, maxLength: 200 }), async (numbers) => {
        const lines = numbers.map(({ cell }, n) => `s${n}\t${cell}`);
        const { values } = await read(['id\ta', ...lines].join('\n'), 'numbers.tsv');
        expect(new Float32Array(values)).toEqual(Float32Array.from(numbers, ({ text }) => Number(text)));
      }),
      { numRuns: 150 },
    );
  });

  it('rounds as JavaScript does beside the middle of two 32-bit numbers', async () => {
    const near = fc.tuple(
      fc.float({ noNaN: true, min: Math.fround(1e-30), max: Math.fround(1e30) }),
      fc.integer({ min: -3, max: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(near, { minLength: 1, maxLength: 100 }), async (places) => {
        const texts = places.map(([value, ulps]) => {
          const next = nextFloat(value);
          return String(fromBits(middleBits(value, next) + BigInt(ulps)));
        });
        const { values } = await read(['id,a', ...texts.map((text, n) => `s${n},${text}`)].join('\n'));
        expect(values).toEqual(texts.map((text) => Math.fround(Number(text))));
      }),
    );
  });

  it('cuts rows as PapaParse does', async () => {
    const piece = fc.constantFrom(
      'id',
      's1',
      's2',
      's3',
      ',',
      ',',
      ',',
      '\n',
      '\n',
      '"',
      '""',
      '1',
      '2.5',
      '-3e2',
      'NA',
      ' ',
      'x',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 4, maxLength: 40 }), async (pieces) => {
        const text = `${pieces.join('')}\n`;
        const parsed = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' });
        const rows = parsed.data.filter((cells) => cells.some((cell) => cell.trim() !== ''));
        const file = folder.write('papa.csv', text);
        try {
          const { sampleIds, columns } = await readLabels(file, {});
          expect(parsed.errors.filter(({ type }) => type === 'Quotes')).toEqual([]);
          expect(sampleIds).toEqual(rows.slice(1).map(([id]) => id.trim()));
          const missing = ['', 'NA'];
          expect(sampleIds.map((_, n) => columns.map(({ values }) => values[n]))).toEqual(
            rows
              .slice(1)
              .map((cells) => cells.slice(1).map((cell) => (missing.includes(cell.trim()) ? null : cell.trim()))),
          );
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      }),
      { numRuns: 500 },
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

  /** The next larger 32-bit number. */
  function nextFloat(value: number): number {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value);
    view.setInt32(0, view.getInt32(0) + 1);
    return view.getFloat32(0);
  }

  function middleBits(low: number, high: number): bigint {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, (low + high) / 2);
    return view.getBigInt64(0);
  }

  function fromBits(bits: bigint): number {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigInt64(0, bits);
    return view.getFloat64(0);
  }
});
