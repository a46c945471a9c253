import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Matrix } from '../../src/data/matrix.ts';
import { Hdf5File } from '../../src/data/readers/hdf5/hdf5File.ts';
import { hdf5Library } from '../../src/data/readers/hdf5/library.ts';
import { writeAnnotated } from '../../src/export/annotated.ts';
import { distinctNames, type Frame } from '../../src/export/frame.ts';
import { BOOLEAN_TYPE, booleanCells, declareBooleans } from '../../src/export/hdf5Booleans.ts';
import { Hdf5Writer } from '../../src/export/hdf5Writer.ts';
import { Random } from '../../src/math/random.ts';
import { userErrorOf } from '../data/scratch.ts';
import { python, readAnnData } from './python.ts';

const scratch = mkdtempSync(join(tmpdir(), 'crossmodal-hdf5-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const at = (name: string): string => join(scratch, name);

const named = (prefix: string, count: number): Frame => ({
  names: Array.from({ length: count }, (_, i) => `${prefix}${i}`),
  columns: [{ kind: 'continuous', name: 'place', values: Float32Array.from({ length: count }, (_, i) => i) }],
});

async function writeMatrixFile(file: string, matrix: Matrix): Promise<void> {
  await Hdf5Writer.write(file, '', async (to) => {
    writeAnnotated(to, '', {
      matrix,
      samples: named('s', matrix.rows),
      features: named('f', matrix.columns),
      latents: new Map(),
      loadings: new Map(),
      settings: { seed: 1 },
    });
  });
}

describe.skipIf(python === null)('matrices', () => {
  it('stay sparse', async () => {
    const starts = Uint32Array.of(0, 2, 2, 3);
    const indices = Int32Array.of(0, 3, 1);
    const values = Float32Array.of(1.5, Number.NaN, -2);
    await writeMatrixFile(at('sparse.h5ad'), { layout: 'sparse', rows: 3, columns: 4, starts, indices, values });
    expect(readAnnData(at('sparse.h5ad')).X).toEqual({
      stored: 3,
      dense: [
        [1.5, 0, 0, null],
        [0, 0, 0, 0],
        [0, -2, 0, 0],
      ],
    });
  });

  it('may store nothing', async () => {
    const matrix = { starts: new Uint32Array(3), indices: new Int32Array(), values: new Float32Array() };
    await writeMatrixFile(at('empty.h5ad'), { layout: 'sparse', rows: 2, columns: 2, ...matrix });
    expect(readAnnData(at('empty.h5ad')).X).toMatchObject({ stored: 0 });
  });
});

it('writes large matrices in several chunks and slabs', async () => {
  const [rows, columns] = [4500, 1000];
  const values = Float32Array.from({ length: rows * columns }, (_, i) => i % 8191);
  await writeMatrixFile(at('dense.h5ad'), { layout: 'dense', rows, columns, values });
  const file = await Hdf5File.open(at('dense.h5ad'));
  try {
    const dataset = file.dataset('/X');
    expect(dataset).toMatchObject({ shape: [rows, columns], chunks: [262, columns] });
    const found = new Float32Array(rows * columns);
    file.readNumbers(dataset, 0, rows, found);
    expect(found.findIndex((value, i) => value !== values[i])).toBe(-1);
  } finally {
    file.close();
  }
});

it('makes booleans of their stand-ins wherever they lie, and touches nothing else', async () => {
  await hdf5Library();
  const { File } = await import('h5wasm/node');
  const file = new File(at('raw.h5'), 'w', { libver: ['earliest', 'v110'] });
  file.create_attribute('yes', booleanCells(Int8Array.of(1)), [], BOOLEAN_TYPE);
  file.close();
  const raw = readFileSync(at('raw.h5'));
  const start = raw.indexOf('crossmodal boolean') - 8;
  const description = raw.subarray(start, start + 76);
  // The file is read in pieces of 16 MB that overlap by the length of a description.
  const content = Buffer.from(new Random(1).normals(9_000_000).buffer);
  const piece = 1 << 24;
  const places = [0, 500, piece - 40, 2 * piece - 76 - 40, content.length - 76];
  for (const place of places) description.copy(content, place);
  writeFileSync(at('marked.bin'), content);
  await declareBooleans(at('marked.bin'));
  const declared = readFileSync(at('marked.bin'));
  expect(declared.includes('crossmodal boolean')).toBe(false);
  for (const place of places) {
    expect(declared.subarray(place + 20, place + 38).toString('latin1')).toBe('FALSE\0\0\0TRUE\0\0\0\0\0\x01');
    content.copy(declared, place, place, place + 76);
  }
  expect(declared.equals(content)).toBe(true);
});

it('refuses more columns than a frame can name', async () => {
  const columns = Array.from({ length: 4001 }, (_, k) => ({
    kind: 'text' as const,
    name: `c${k}`,
    values: ['a'],
  }));
  const message = await userErrorOf(() =>
    Hdf5Writer.write(at('wide.h5ad'), '', async (to) => {
      writeAnnotated(to, '', {
        matrix: null,
        samples: { names: ['s'], columns },
        features: named('f', 1),
        latents: new Map(),
        loadings: new Map(),
        settings: {},
      });
    }),
  );
  expect(message).toMatch(/obs would have 4001 columns.*Export the run as \.csv/);
});

it('holds as many columns as it says', async () => {
  const columns = Array.from({ length: 4000 }, (_, k) => ({
    kind: 'text' as const,
    name: `column ${k}`,
    values: ['a'],
  }));
  await Hdf5Writer.write(at('wide.h5ad'), '', async (to) => {
    writeAnnotated(to, '', {
      matrix: null,
      samples: { names: ['s'], columns },
      features: named('f', 1),
      latents: new Map(),
      loadings: new Map(),
      settings: {},
    });
  });
  expect(readFileSync(at('wide.h5ad')).includes('column 3999')).toBe(true);
});

it('gives names that are taken a number', () => {
  expect(distinctNames(['a', 'a', 'a_2', '_index', 'a'], ['_index'])).toEqual(['a', 'a_2', 'a_2_2', '_index_2', 'a_3']);
});
