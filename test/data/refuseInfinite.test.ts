import { File, ready } from 'h5wasm/node';
import { expect, it } from 'vitest';
import { readTable } from '../../src/data/readTable.ts';
import { scratchFolder, userErrorOf } from './scratch.ts';

const scratch = scratchFolder();
await ready;

/** An .h5ad file of two samples and two features. */
function write(name: string, values: Float64Array): string {
  const path = `${scratch.path}/${name}`;
  const file = new File(path, 'w');
  file.create_dataset({ name: 'X', data: values, shape: [2, 2] });
  for (const [axis, names] of [
    ['obs', ['s1', 's2']],
    ['var', ['g1', 'g2']],
  ] as const) {
    const group = file.create_group(axis);
    group.create_attribute('_index', '_index');
    group.create_dataset({ name: '_index', data: [...names] });
  }
  file.close();
  return path;
}

it.each([
  ['infinity.h5ad', -Infinity, '-Infinity'],
  ['large.h5ad', 1e300, 'Infinity'],
])('refuses %s and names the place, whichever way round the table lies', async (name, value, shown) => {
  const file = write(name, Float64Array.of(1, 2, value, Number.NaN));
  const says = (sample: string, feature: string) =>
    `${file}, sample "${sample}", feature "${feature}": ${shown} is not a finite number that fits 32 bits.`;
  expect(await userErrorOf(() => readTable(file, {}))).toContain(says('s2', 'g1'));
  expect(await userErrorOf(() => readTable(file, { rows: 'features' }))).toContain(says('g1', 's2'));
});
