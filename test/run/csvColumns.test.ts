import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCsv } from '../../src/run/csv.ts';
import { parseColumns } from '../../src/run/csvColumns.ts';
import { numberFrom, parseCsv } from '../parseCsv.ts';

const text = () => true;
const read = (document: string, isText: (name: string, column: number) => boolean) =>
  parseColumns(Buffer.from(document), isText);

const name = fc.string({ unit: fc.constantFrom('a', 'ß', '𝛼', ' ', ',', '"', '\n', '\r', '-', '1'), maxLength: 6 });

test('reads text as a whole CSV parser does, however it is quoted', () => {
  const table = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.boolean(), fc.boolean()).chain(([columns, returns, mark]) =>
    fc.record({
      rows: fc.array(fc.array(name, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 }),
      ending: fc.constant(returns ? '\r\n' : '\n'),
      mark: fc.constant(mark ? '\ufeff' : ''),
      last: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(table, ({ rows, ending, mark, last }) => {
      const lines = rows.map((row) => formatCsv(row, []).slice(0, -1));
      const document = `${mark}${lines.join(ending)}${last ? ending : ''}`;
      const expected = parseCsv(document);
      const found = read(document, text);
      expect(found.header).toEqual(expected.header);
      expect(found.rows).toBe(expected.rows.length);
      expected.header.forEach((_, k) => {
        expect(found.texts[k]).toEqual(expected.rows.map((row) => row[k] ?? ''));
      });
    }),
  );
});

test('reads numbers to the last bit, whichever way they are written', () => {
  const float = fc.float({ noDefaultInfinity: true });
  const written = fc.oneof(
    float.map((value) => formatCsv([], [[value]]).trim()),
    fc.double().map(String),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(12)),
    fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }).map(String),
    fc.constantFrom('', '-', '.', '-.5', '.5', '5.', ' 7', '+1', '1e400', 'n/a', '-0', '00012', '0x10', '1.2.3'),
  );
  fc.assert(
    fc.property(fc.array(written, { maxLength: 40 }), (cells) => {
      const document = `id,value\n${cells.map((cell, i) => `s${i},${cell}\n`).join('')}`;
      const { numbers } = read(document, (_, column) => column === 0);
      expect(numbers[1]).toEqual(Float32Array.from(cells, numberFrom));
    }),
    { numRuns: 500 },
  );
});

test('fills up rows that end early, and leaves out empty lines and cells beyond the header', () => {
  const { header, rows, texts, numbers } = read('id,value,note\n\na,1\n\nb,2,x,y\nc\n', (_, column) => column !== 1);
  expect(header).toEqual(['id', 'value', 'note']);
  expect(rows).toBe(3);
  expect(texts).toEqual([['a', 'b', 'c'], [], ['', 'x', '']]);
  expect([...numbers[1]]).toEqual([1, 2, Number.NaN]);
});

test('a document without rows, or without anything, has none', () => {
  expect(read('a,b\n', text)).toEqual({
    header: ['a', 'b'],
    rows: 0,
    texts: [[], []],
    numbers: [new Float32Array(), new Float32Array()],
  });
  expect(read('', text)).toEqual({ header: [], rows: 0, texts: [], numbers: [] });
});

test('a quote that is never closed takes the rest, and ends', () => {
  expect(read('a,b\n1,"x,y\n2,z', text).texts).toEqual([['1'], ['x,y\n2,z']]);
});
