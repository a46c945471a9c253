import { expect, it } from 'vitest';
import { sha256 } from '../../src/data/sha256.ts';
import { scratchFolder } from './scratch.ts';

const folder = scratchFolder();

it('hashes a file (FIPS 180-4 example "abc")', async () => {
  expect(await sha256(folder.write('abc.txt', 'abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});
