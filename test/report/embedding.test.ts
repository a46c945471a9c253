import fc from 'fast-check';
import { expect, test } from 'vitest';
import { embed, extract } from '../../src/report/embedding.ts';
import { featureFixture, runFixture } from '../webview/fixtures.ts';

test('a run comes back as it was, NaN and typed arrays included', () => {
  const data = runFixture();
  const features = ['rnaseq_1', 'rnaseq_2'].map((feature) => featureFixture(data, 'mirna', 'rnaseq', feature));
  const values = [{ modality: 'rnaseq', feature: 'rnaseq_1', unit: 'value', values: Float32Array.of(1, Number.NaN) }];
  const map = { block: 'shared', x: Float32Array.of(1, 2), y: Float32Array.of(3, Number.NaN), fitted: 2, samples: 2 };
  const umaps = [{ ...map, neighbours: 1, seed: 0 }];
  expect(extract(embed([{ data, features, values, umaps }]))).toEqual([{ data, features, values, umaps }]);
});

test('sample ids that features have in common are written once', () => {
  const data = { ...runFixture(), latents: null, r2: null };
  const full = runFixture();
  const features = Array.from({ length: 20 }, (_, i) => featureFixture(full, 'mirna', 'rnaseq', `f${i}`));
  expect(embed([{ data, features, values: [], umaps: [] }]).split('TCGA-OR-A500"')).toHaveLength(2);
});

test('whatever a feature is called, no tag appears in the text and the name comes back', () => {
  const data = runFixture({
    modalities: [
      { name: 'a', features: 2 },
      { name: 'b', features: 2 },
    ],
    samples: 12,
  });
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom('</script><b>', '<!--', ']]>', '\u2028', '{"$":"NaN"}')),
      (name) => {
        const feature = featureFixture(data, 'a', 'b', name);
        const text = embed([{ data, features: [feature], values: [], umaps: [] }]);
        expect(text).not.toContain('<');
        expect(extract(text)[0].features[0].feature).toBe(name);
      },
    ),
  );
});
