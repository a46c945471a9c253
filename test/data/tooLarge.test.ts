import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleReader, ReaderProcess } from './fuzz/readerProcess.ts';

const MEGABYTE = 1 << 20;
const SECONDS = 60;
/** A quarter of what some of these files hold once they are unzipped. */
const MOST_MEMORY = 512 * MEGABYTE;

let scratch: string;
let bundle: Awaited<ReturnType<typeof bundleReader>>;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'crossmodal-large-'));
  bundle = await bundleReader();
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  bundle.remove();
});

/** A zipped file in which one text repeats: gzip files may be put one after another. */
function zipped(head: string, repeated: string, megabytes: number): Buffer {
  const piece = gzipSync(repeated.repeat(Math.ceil(MEGABYTE / repeated.length)), { level: 1 });
  return Buffer.concat([gzipSync(head), ...new Array<Buffer>(megabytes).fill(piece)]);
}

const matrix = (size: string) => ({
  'matrix.mtx': `%%MatrixMarket matrix coordinate integer general\n${size}\n1 1 1\n`,
  'features.tsv': 'g1\tg1\tGene Expression\ng2\tg2\tGene Expression\n',
  'barcodes.tsv': 'AAAC-1\nAAAG-1\n',
});

const FILES: readonly {
  name: string;
  content: () => Buffer | Readonly<Record<string, string>>;
  says: RegExp;
}[] = [
  { name: 'a line without an end', content: () => zipped('', 'a', 2048), says: /row 1: a cell is longer than/ },
  {
    name: 'a header without an end',
    content: () => zipped('id', ',x', 2048),
    says: /row 1: more than 5,000,000 cells/,
  },
  {
    name: 'a row without an end',
    content: () => zipped('id,a\ns1', ',1', 2048),
    says: /row 2: more than 5,000,000 cells/,
  },
  {
    name: 'a cell without an end',
    content: () => zipped('id,a\ns1,', '1', 2048),
    says: /row 2: a cell is longer than/,
  },
  { name: 'a quote without an end', content: () => zipped('id,a\ns1,"', 'x\n', 2048), says: /row 2: a quote/ },
  {
    name: 'nothing but blank rows',
    content: () => zipped('id,a\n', '\n', 2048),
    says: /more than 5,000,000 blank rows/,
  },
  { name: 'nothing but zero bytes', content: () => zipped('', '\0', 2048), says: /it holds binary data/ },
  { name: 'sizes of a billion', content: () => matrix('1000000000 1000000000 1'), says: /names 2 features/ },
  { name: 'a trillion entries', content: () => matrix('2 2 999999999999'), says: /entries cannot be in this file/ },
  { name: 'a size below 0', content: () => matrix('2 -2 1'), says: /are not the sizes of a matrix/ },
  { name: 'sizes that no number holds', content: () => matrix(`2 ${'9'.repeat(400)} 1`), says: /are not the sizes/ },
];

it.each(FILES)(
  'refuses $name in little memory',
  async ({ name, content, says }) => {
    const what = content();
    const path = join(scratch, Buffer.isBuffer(what) ? `${name}.csv.gz` : name);
    if (Buffer.isBuffer(what)) writeFileSync(path, what);
    else {
      mkdirSync(path);
      for (const [file, text] of Object.entries(what)) writeFileSync(join(path, file), text);
    }
    const reader = new ReaderProcess(bundle.path, 256);
    try {
      const { crash, read, messages, peak } = await reader.read(path, SECONDS);
      expect(crash).toBeNull();
      expect(read).toBe(0);
      expect(messages[0]).toMatch(says);
      expect(messages[0].length).toBeLessThan(300 + path.length);
      expect(peak).toBeLessThan(MOST_MEMORY);
    } finally {
      reader.close();
      rmSync(path, { recursive: true });
    }
  },
  2000 * SECONDS,
);

it(
  'reads a table with a million columns',
  async () => {
    const path = join(scratch, 'wide.csv');
    const columns = Array.from({ length: 1_000_000 }, (_, k) => `f${k}`).join(',');
    writeFileSync(path, `id,${columns}\ns1${',1'.repeat(1_000_000)}\ns2${',2'.repeat(1_000_000)}\n`);
    const reader = new ReaderProcess(bundle.path, 1024);
    try {
      const { crash, messages, read, peak } = await reader.read(path, SECONDS);
      expect({ crash, messages, read }).toEqual({ crash: null, messages: [], read: 3 });
      expect(peak).toBeLessThan(1024 * MEGABYTE);
    } finally {
      reader.close();
    }
  },
  2000 * SECONDS,
);
