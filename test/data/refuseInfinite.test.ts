import { File, ready } from 'h5wasm/node';
import { expect, it } from 'vitest';
import { readTable } from '../../src/data/readTable.ts';
import { scratchFolder, userErrorOf } from './scratch.ts';

const scratch = scratchFolder();
await ready;

/** An AnnData file of two samples and four features: two genes and two peaks. @param x row by row */
function write(name: string, x: readonly number[], form: 'dense' | 'sparse'): string {
  const path = `${scratch.path}/${name}`;
  const file = new File(path, 'w');
  for (const [frame, names] of Object.entries({ obs: ['s1', 's2'], var: ['g1', 'p1', 'g2', 'p2'] })) {
    const group = file.create_group(frame);
    group.create_attribute('encoding-type', 'dataframe');
    group.create_attribute('_index', '_index');
    group.create_dataset({ name: '_index', data: names });
    if (frame === 'obs') continue;
    group.create_attribute('column-order', ['feature_types']);
    group.create_dataset({ name: 'feature_types', data: ['Gene Expression', 'Peaks', 'Gene Expression', 'Peaks'] });
  }
  if (form === 'dense') file.create_dataset({ name: 'X', data: new Float64Array(x), shape: [2, 4] });
  else {
    const group = file.create_group('X');
    group.create_attribute('encoding-type', 'csr_matrix');
    group.create_attribute('shape', [2, 4]);
    group.create_dataset({ name: 'data', data: new Float64Array(x) });
    group.create_dataset({ name: 'indices', data: new Int32Array([0, 1, 2, 3, 0, 1, 2, 3]) });
    group.create_dataset({ name: 'indptr', data: new Int32Array([0, 4, 8]) });
  }
  file.close();
  return path;
}

it.each(['dense', 'sparse'] as const)(
  'refuses numbers that are not finite in 32 bits, and names them: %s',
  async (form) => {
    const message = (file: string, sample: string, feature: string, value: string): string =>
      `${file}, sample "${sample}", feature "${feature}": ${value} is not a finite number that fits 32 bits. Save it as missing if it is not known; in place of the logarithm of 0 take that of 1 + value.`;
    const infinite = write(`infinite_${form}.h5ad`, [1, 2, 3, 4, 5, 6, Number.NEGATIVE_INFINITY, 8], form);
    expect(await userErrorOf(() => readTable(infinite, { part: 'X' }))).toBe(
      message(infinite, 's2', 'g2', '-Infinity'),
    );
    expect(await userErrorOf(() => readTable(infinite, { part: 'Gene Expression' }))).toBe(
      message(infinite, 's2', 'g2', '-Infinity'),
    );
    const large = write(`large_${form}.h5ad`, [1, 2, 3, 1e39, 5, 6, 7, 8], form);
    expect(await userErrorOf(() => readTable(large, { part: 'Peaks' }))).toBe(message(large, 's1', 'p2', 'Infinity'));
    expect(await userErrorOf(() => readTable(large, { part: 'X', rows: 'features' }))).toContain(
      'sample "p2", feature "s1"',
    );
    const { table } = await readTable(large, { part: 'Gene Expression' });
    expect([...table.matrix.values]).toEqual([1, 3, 5, 7]);
  },
);
