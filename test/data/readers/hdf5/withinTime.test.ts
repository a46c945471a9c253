import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { openTableFile } from '../../../../src/data/openTableFile.ts';
import { callLimit, withinTime } from '../../../../src/data/readers/hdf5/withinTime.ts';
import { userErrorOf } from '../../scratch.ts';

const { seconds } = callLimit;
afterEach(() => {
  callLimit.seconds = seconds;
});

it('gives what the call gives, and throws what it throws', () => {
  const problem = new Error('a problem');
  expect(withinTime(() => 7)).toBe(7);
  expect(() =>
    withinTime(() => {
      throw problem;
    }),
  ).toThrow(problem);
});

it('stops a call that does not return', () => {
  callLimit.seconds = 0.1;
  expect(() =>
    withinTime(() => {
      for (;;);
    }),
  ).toThrow();
  expect(withinTime(() => 8)).toBe(8);
});

// Pieces of 256 bytes changed places in an .h5ad file of ours: HDF5 looks for the name of an index for ever.
it('refuses a damaged file in which HDF5 goes round in circles, and reads on', async () => {
  callLimit.seconds = 0.5;
  const file = fileURLToPath(new URL('damaged/loop.h5ad', import.meta.url));
  for (const _ of [1, 2]) {
    expect(await userErrorOf(() => openTableFile(file, {}))).toBe(
      `${file}, /obs, attribute "_index": it cannot be read, the file is damaged or cut off. Copy or download it again.`,
    );
  }
});
