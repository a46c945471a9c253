import { File, type Group, ready } from 'h5wasm/node';
import { expect, it } from 'vitest';
import { readTable } from '../../../../src/data/readTable.ts';
import { scratchFolder } from '../../scratch.ts';

const scratch = scratchFolder();
await ready;

function frame(parent: Group, name: string, names: readonly string[]): void {
  const group = parent.create_group(name);
  group.create_attribute('encoding-type', 'dataframe');
  group.create_attribute('_index', '_index');
  group.create_dataset({ name: '_index', data: [...names] });
}

/** A MuData file of the samples a, b and c, whose one modality has c and a, in that order. @param map its obsmap */
function write(name: string, samples: readonly [string, string], map: Int32Array | Uint8Array): string {
  const path = `${scratch.path}/${name}`;
  const file = new File(path, 'w');
  frame(file, 'obs', ['a', 'b', 'c']);
  file.create_group('obsmap').create_dataset({ name: 'rna', data: map });
  const rna = file.create_group('mod').create_group('rna');
  frame(rna, 'obs', samples);
  frame(rna, 'var', ['g']);
  rna.create_dataset({ name: 'X', data: new Float32Array([3, 1]), shape: [2, 1] });
  file.close();
  return path;
}

it.each([
  ['its own names, where the file has them', ['c', 'a'], new Int32Array([1, 0, 2]), ['c', 'a']],
  ['obsmap, where the file has none of its names', ['rna:c', 'rna:a'], new Int32Array([2, 0, 1]), ['c', 'a']],
  ['obsmap, where its names repeat', ['c', 'c'], new Int32Array([2, 0, 1]), ['c', 'a']],
  ['its own names, where obsmap holds truth values', ['rna:c', 'rna:a'], new Uint8Array([1, 0, 1]), ['rna:c', 'rna:a']],
] as const)('calls the samples of a modality by %s', async (_, written, map, expected) => {
  const { table } = await readTable(write('table.h5mu', written, map), { part: 'rna' });
  expect(table.sampleIds).toEqual(expected);
  expect([...table.matrix.values]).toEqual([3, 1]);
});
