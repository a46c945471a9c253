import { expect, it } from 'vitest';
import { benjaminiHochberg } from '../../src/evaluation/benjaminiHochberg.ts';
import oracle from './oracle/statistics.json' with { type: 'json' };

const { p, q: expected } = oracle.fdr;

it('gives SciPy’s false_discovery_control, ties included', () => {
  const q = benjaminiHochberg(Float32Array.from(p));
  expected.forEach((value, i) => {
    expect(q[i]).toBeCloseTo(value, 6);
  });
});

it('takes NaN for no test', () => {
  const q = benjaminiHochberg(Float32Array.from([Number.NaN, ...p, Number.NaN]));
  expect(q[0]).toBeNaN();
  expect(q.subarray(1, -1)).toEqual(benjaminiHochberg(Float32Array.from(p)));
});
