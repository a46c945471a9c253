import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stampOf } from '../../src/data/fileStamp.ts';
import { sha256 } from '../../src/data/sha256.ts';
import { scratchFolder } from './scratch.ts';

const folder = scratchFolder();

it('hashes a file (FIPS 180-4 example "abc")', async () => {
  expect(await sha256(folder.write('abc.txt', 'abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

it('hashes and stamps the three files of a 10x matrix, by the folder or by the matrix, and nothing beside them', async () => {
  const matrix = join(folder.path, 'matrix');
  mkdirSync(matrix);
  const write = (name: string, text: string): void => writeFileSync(join(matrix, name), text);
  write('matrix.mtx', 'm');
  write('barcodes.tsv', 'b');
  expect(await stampOf(matrix)).toBeNull();
  write('features.tsv', 'ff');
  // printf 'matrix.mtx\0001\000mbarcodes.tsv\0001\000bfeatures.tsv\0002\000ff' | sha256sum
  const expected = 'd737c8582a64cbebb5d16d832fb36163f61a3eea8efa9dc3651ffc455f16b08a';
  expect(await sha256(matrix)).toBe(expected);
  expect(await sha256(join(matrix, 'matrix.mtx'))).toBe(expected);
  const stamp = await stampOf(matrix);
  expect(stamp).not.toBeNull();
  write('notes.txt', 'beside');
  expect([await sha256(matrix), await stampOf(matrix)]).toEqual([expected, stamp]);
  write('barcodes.tsv', 'c');
  write('features.tsv', 'fff');
  expect(await sha256(matrix)).not.toBe(expected);
  expect(await stampOf(matrix)).not.toBe(stamp);
});
