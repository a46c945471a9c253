import { beforeAll, expect, it } from 'vitest';
import { loadEngine } from '../../src/engine/engine.ts';
import { multiply } from '../../src/engine/matrixProduct.ts';
import { transpose } from '../../src/math/multiply.ts';

beforeAll(() => loadEngine('wasm'));

it('multiplies matrices row by row', async () => {
  const product = await multiply(Float32Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(1, -1, 0, 2, 1, 0), [2, 3, 2]);
  expect([...product]).toEqual([4, 3, 10, 6]);
});

it('multiplies matrices that do not go into the engine at once', async () => {
  const size = 3000;
  const numbers = Float32Array.from({ length: size }, (_, i) => i);
  const product = await multiply(numbers, numbers, [size, 1, size]);
  expect([product[0], product[2 * size + 7], product[size * size - 1]]).toEqual([0, 14, (size - 1) ** 2]);
});

it('takes empty matrices', async () => {
  expect(await multiply(new Float32Array(), new Float32Array(2), [0, 1, 2])).toEqual(new Float32Array());
  expect(await multiply(new Float32Array(), new Float32Array(), [1, 0, 2])).toEqual(new Float32Array(2));
});

it('transposes', () => {
  expect([...transpose(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3)]).toEqual([1, 4, 2, 5, 3, 6]);
});
