import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterOrder } from '../../webview/state/clusterOrder.ts';

/** Three sources and 24 features without a pattern. */
const SCATTERED = Array.from({ length: 3 }, (_, source) =>
  Float32Array.from({ length: 24 }, (_, feature) => (Math.sin((source * 24 + feature) ** 2 * 0.7) + 1) / 2),
);

test('the order is that of the tree that SciPy builds, of two branches the better predicted first', () => {
  // python3, SciPy 1.x: x = (np.sin(np.arange(72) ** 2 * .7).reshape(3, 24) + 1) / 2
  // tree = to_tree(linkage(pdist(x.T, 'sqeuclidean'), 'average')); the leaves from the left, where at each node
  // left and right change places if x[:, left].mean() < x[:, right].mean()
  const scipy = [16, 4, 8, 15, 19, 18, 21, 1, 17, 12, 7, 2, 9, 6, 3, 0, 23, 11, 20, 14, 13, 22, 5, 10];
  expect([...clusterOrder(SCATTERED)]).toEqual(scipy);
});

test('features that the same sources predict stand together', () => {
  const kinds = [
    [0.8, 0.1],
    [0.1, 0.6],
    [0.3, 0.3],
  ];
  const rows = [0, 1].map((source) =>
    Float32Array.from({ length: 90 }, (_, feature) => (kinds[feature % 3]?.[source] ?? 0) + 0.02 * Math.sin(feature)),
  );
  const kindsInOrder = [...clusterOrder(rows)].map((feature) => feature % 3);
  expect(kindsInOrder.filter((kind, i) => kind !== kindsInOrder[i - 1])).toHaveLength(3);
  expect(kindsInOrder[0]).toBe(0);
});

test('how far below 0 a score lies moves nothing; features without a score in some row come last', () => {
  const low = [Float32Array.of(-9, 0.5, -0.1, Number.NaN, 0.6), Float32Array.of(0.2, 0.1, 0.2, 0.9, 0.1)];
  expect([...clusterOrder(low)]).toEqual([4, 1, 0, 2, 3]);
  expect([...clusterOrder([])]).toEqual([]);
});

test('every feature is there once, the same order each time', () => {
  const score = fc.oneof(fc.float({ noNaN: true, min: -2, max: 1 }), fc.constant(Number.NaN));
  const profiles = fc.array(fc.tuple(score, score, score), { maxLength: 60 });
  fc.assert(
    fc.property(profiles, (columns) => {
      const rows = [0, 1, 2].map((source) => Float32Array.from(columns, (column) => column[source] ?? Number.NaN));
      const order = clusterOrder(rows);
      expect([...order].sort((a, b) => a - b)).toEqual(columns.map((_, i) => i));
      expect(clusterOrder(rows)).toEqual(order);
    }),
  );
});

test('20,000 features take three seconds of a processor at most', () => {
  const rows = Array.from({ length: 4 }, (_, source) =>
    Float32Array.from({ length: 20_000 }, (_, feature) => Math.abs(Math.sin((source + 1) * feature ** 1.5))),
  );
  const start = process.cpuUsage();
  expect(new Set(clusterOrder(rows)).size).toBe(20_000);
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(3000);
});
