import { statSync } from 'node:fs';
import { File } from 'h5wasm/node';
import { expect, it } from 'vitest';
import { Hdf5File } from '../../../../src/data/readers/hdf5/hdf5File.ts';
import { hdf5Library } from '../../../../src/data/readers/hdf5/library.ts';
import { scratchFolder } from '../../scratch.ts';

const scratch = scratchFolder();
// Our plugins pack as well as they unpack; h5py without plugins of its own packs by gzip and LZF only.
await hdf5Library();

it.each([
  ['gzip', 1, [6]],
  ['bzip2', 307, [9]],
  ['LZF', 32000, []],
  ['Blosc', 32001, []],
  ['LZ4', 32004, []],
  ['Bitshuffle', 32008, [0, 2]],
  ['Zstandard', 32015, [3]],
  ['Blosc2', 32026, []],
])('unpacks what %s packed', async (name, compression, compression_opts) => {
  const path = `${scratch.path}/${name}.h5`;
  const data = Float32Array.from({ length: 64 * 100 }, (_, i) => i % 7);
  const written = new File(path, 'w');
  written.create_dataset({ name: 'X', data, shape: [64, 100], chunks: [16, 50], compression, compression_opts });
  written.close();
  expect(statSync(path).size, 'of the file').toBeLessThan(data.byteLength / 2);

  const file = await Hdf5File.open(path);
  const read = new Float32Array(32 * 100);
  file.readNumbers(file.dataset('/X'), 8, 40, read);
  file.close();
  expect(read).toEqual(data.subarray(800, 4000));
});
