import { describe, expect, it } from 'vitest';
import { fitTransform } from '../../../src/data/transforms/fitTransform.ts';
import { transformName } from '../../../src/run/study.ts';
import oracle from './oracle/transforms.json' with { type: 'json' };
import { applyTransform, modality, sparseModality } from './tables.ts';

// Recorded with test/data/transforms/oracle/transforms.py: the formulas of scanpy, Signac and Seurat by NumPy, SciPy and scikit-learn.
describe.each(oracle.cases)('$steps', ({ steps, table, expected }) => {
  const transform = steps.map((step) => transformName.parse(step));
  const train = Int32Array.from({ length: oracle.train }, (_, n) => n);

  it.each([
    ['dense', modality(table)],
    ['sparse', sparseModality(table)],
  ])('of a %s table is as others compute it', (_, given) => {
    const values = applyTransform(given, fitTransform(given, train, { transform }));
    const truth = expected.flat();
    expect(values).toHaveLength(truth.length);
    truth.forEach((value, i) => {
      expect(Math.abs(values[i] - value)).toBeLessThan(2e-6 * Math.max(1, Math.abs(value)));
    });
  });
});
