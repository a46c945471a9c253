import fs, { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { fileKind } from '../../../../src/data/readers/fileKind.ts';
import { Hdf5File } from '../../../../src/data/readers/hdf5/hdf5File.ts';
import { scratchFolder, userErrorOf } from '../../scratch.ts';

const TYPES = fileURLToPath(new URL('files/types.h5', import.meta.url));
const scratch = scratchFolder();
const types = await Hdf5File.open(TYPES);
afterAll(() => types.close());

function numbers(path: string, from = 0, to = 3): number[] {
  const into = new Float32Array((to - from) * 4);
  types.readNumbers(types.dataset(path), from, to, into);
  return [...into];
}

function texts(path: string, field?: string): unknown[] {
  const dataset = types.dataset(path);
  return types.readValues(dataset, 0, dataset.shape?.[0] ?? 1, field);
}

describe('numbers', () => {
  it.each(types.members('/numbers'))('of type %s', (name) => {
    const whole = Array.from({ length: 12 }, (_, i) => i);
    const written = name === '?' ? whole.map((i) => 1 - (i % 2)) : whole.map((i) => (name.includes('f') ? 1.5 * i : i));
    expect(numbers(`/numbers/${name}`)).toEqual(written);
    expect(numbers(`/numbers/${name}`, 1, 2)).toEqual(written.slice(4, 8));
  });

  it.each(['gzip', 'lzf', 'scaleoffset'])('packed by %s', (name) => {
    expect(numbers(`/packed/${name}`, 1, 3)).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('of half precision at its edges', () => {
    const into = new Float64Array(8);
    types.readNumbers(types.dataset('/edges/halves'), 0, 8, into);
    expect([...into]).toEqual([0, -0, 1, 2 ** -24, 65504, Infinity, -Infinity, Number.NaN]);
  });

  it('of 64 bits: exact as doubles, −1 where 32 bits do not hold them', () => {
    const [exact, short] = [new Float64Array(7), new Int32Array(7)];
    types.readNumbers(types.dataset('/edges/longs'), 0, 7, exact);
    types.readNumbers(types.dataset('/edges/longs'), 0, 7, short);
    expect([...exact]).toEqual([0, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53, -(2 ** 53)]);
    expect([...short]).toEqual([0, -1, 2 ** 31 - 1, -1, -1, -1, -1]);
  });
});

describe('texts, fields and attributes', () => {
  it('reads texts of fixed and variable length as UTF-8', () => {
    expect(texts('/texts/fixed')).toEqual(['ab', 'c', 'é']);
    expect(texts('/texts/variable')).toEqual(['ab', 'c', 'é', '']);
    expect(texts('/texts/ascii')).toEqual(['ab', 'é']);
    expect(texts('/one')).toEqual([3.5]);
  });

  it('reads one field of several, in either order of bytes', () => {
    expect(texts('/compound/little', 'whole')).toEqual([1, 3]);
    expect(texts('/compound/little', 'real')).toEqual([0.1, 4.5]);
    expect(texts('/compound/little', 'text')).toEqual(['é', 'yy']);
    expect(texts('/compound/little', 'flag')).toEqual([true, false]);
    expect(texts('/compound/little', 'short')).toEqual(['x', 'zz']);
    expect(texts('/compound/big', 'whole')).toEqual([1, 3]);
    expect(texts('/compound/big', 'real')).toEqual([2.5, 4.5]);
  });

  it('reads attributes as plain values', () => {
    expect(types.attribute('/', 'text')).toBe('hello');
    expect(types.attribute('/', 'bytes')).toBe('csr');
    expect(types.attribute('/', 'yes')).toBe(true);
    expect(types.attributes('/', 'list')).toEqual(['a', 'é']);
    expect(types.attributes('/', 'shape')).toEqual([3, 4]);
    expect(types.attributes('/', 'nothing')).toEqual([]);
    expect(types.attribute('/', 'absent')).toBeNull();
  });

  it('tells what lies at a path', () => {
    expect(types.kind('/texts')).toBe('group');
    expect(types.kind('/texts/fixed')).toBe('dataset');
    expect(types.kind('/soft')).toBe('elsewhere');
    expect(types.kind('/external')).toBe('elsewhere');
    expect(types.kind('/texts/absent')).toBeNull();
    expect(types.kind('/one/below')).toBeNull();
    expect(types.dataset('/nothing').shape).toBeNull();
  });
});

describe('what cannot be read', () => {
  it.each([
    ['/packed/unknown', /types\.h5, \/packed\/unknown: the array is compressed by filter 400.*compression="gzip"/],
    ['/complex', /\/complex: it holds something else than numbers/],
    ['/nothing', /\/nothing: it has no rows and columns/],
    ['/texts', /\/texts: the file holds no array there/],
    ['/external', /\/external: the file holds no array there/],
  ])('%s is refused with its place', async (path, message) => {
    expect(await userErrorOf(() => numbers(path))).toMatch(message);
  });

  it('refuses a file that is cut off, and prints nothing of its own', async () => {
    const cut = scratch.write('cut.h5ad', readFileSync(TYPES).subarray(0, 2000));
    const write = vi.spyOn(fs, 'writeSync');
    expect(await userErrorOf(() => Hdf5File.open(cut))).toMatch(
      /cut\.h5ad is damaged, cut off, or still being written/,
    );
    // The library does print; what it prints goes nowhere.
    expect(write).toHaveBeenCalled();
    expect(write.mock.calls.map(([descriptor]) => descriptor)).not.toContain(2);
    write.mockRestore();
  });

  it('says so where bytes of an array are damaged', async () => {
    const bytes = readFileSync(TYPES);
    const start = bytes.indexOf(Buffer.from([0x78, 0x5e]));
    expect(start, 'where gzip begins').toBeGreaterThan(0);
    bytes.fill(0xff, start, start + 8);
    const damaged = await Hdf5File.open(scratch.write('damaged.h5', bytes));
    const read = () => damaged.readNumbers(damaged.dataset('/packed/gzip'), 0, 3, new Float32Array(12));
    expect(await userErrorOf(read)).toMatch(/\/packed\/gzip: it cannot be read, the file is damaged/);
    damaged.close();
  });

  it('finds HDF5 after a block of other data', async () => {
    const block = Buffer.alloc(1024, 'text\n');
    const file = scratch.write('block.mat', Buffer.concat([block, readFileSync(TYPES)]));
    expect(await fileKind(file)).toBe('hdf5');
    expect(await fileKind(scratch.write('text.csv', Buffer.alloc(5000, 'a,b\n')))).toBe('text');
    expect(await fileKind(scratch.write('empty.csv', ''))).toBe('text');
  });

  it('survives any change of a few bytes: right numbers, other numbers, or one message', async () => {
    const original = readFileSync(TYPES);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (changes) => {
          const bytes = Buffer.from(original);
          for (const [at, byte] of changes) bytes[at] = byte;
          const file = scratch.write('changed.h5', bytes);
          try {
            const opened = await Hdf5File.open(file);
            readAll(opened, '/');
            opened.close();
          } catch (error) {
            expect(error).toMatchObject({ name: 'UserError' });
            refused++;
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(refused).toBeGreaterThan(0);
  });
});

function readAll(file: Hdf5File, group: string): void {
  for (const name of file.members(group)) {
    const path = group === '/' ? `/${name}` : `${group}/${name}`;
    const kind = file.kind(path);
    if (kind === 'group') readAll(file, path);
    if (kind !== 'dataset') continue;
    const dataset = file.dataset(path);
    const [rows = 1, columns = 1] = dataset.shape ?? [];
    if (rows * columns > 1e6) continue;
    if (dataset.shape?.length === 2) file.readNumbers(dataset, 0, rows, new Float32Array(rows * columns));
    else if (dataset.shape) file.readValues(dataset, 0, rows);
  }
}
