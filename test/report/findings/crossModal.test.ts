import { expect, test } from 'vitest';
import { direction, madeRun, said, texts } from './madeRun.ts';

const withR2 = (...r2: ReturnType<typeof direction>[]) => madeRun({}, { r2 });

/** After the permutation test. */
const judged = (source: string, target: string, median: number, predictable: number, baselineMedian: number) =>
  direction(source, target, median, {
    predictable,
    predictableMedian: predictable === 0 ? null : 0.31,
    baselineMedian,
  });

test('before the test a direction is told with its count, median, quartiles and n', () => {
  const [first] = said(withR2(direction('rna', 'mirna', 0.214, { positive: 30, q25: 0.05, q75: 0.4 })));
  expect(first.kind).toBe('result');
  expect(first.text).toBe(
    'Predicted from rna, 30 of 50 mirna features have R² above 0; median 0.21, middle half 0.05 to 0.40, on 100 held-out samples.',
  );
});

test('the most predictable direction comes first', () => {
  const told = texts(withR2(direction('rna', 'mirna', 0.1), direction('mirna', 'rna', 0.5)));
  expect(told[0]).toContain('Predicted from mirna');
  expect(told[1]).toContain('Predicted from rna');
});

test('after the test the count stands beside the medians that it would oversell, and beside ridge regression', () => {
  const [first] = texts(withR2(judged('rna', 'mirna', 0.06, 12, 0.16), judged('mirna', 'rna', 0.02, 0, 0.01)));
  expect(first).toBe(
    'From rna, 12 of 50 mirna features can be predicted (q ≤ 0.05): median R² 0.31 among these, 0.06 of all 50; ridge regression 0.16.',
  );
});

test('where every feature is predictable, one median says it', () => {
  const [first] = texts(withR2(judged('rna', 'mirna', 0.31, 50, 0.16)));
  expect(first).toBe(
    'From rna, 50 of 50 mirna features can be predicted (q ≤ 0.05): median R² 0.31 of all 50; ridge regression 0.16.',
  );
});

test('a run of an earlier version, without that median, is told without it', () => {
  const [first] = texts(withR2({ ...judged('rna', 'mirna', 0.06, 12, 0.16), predictableMedian: null }));
  expect(first).toContain('can be predicted (q ≤ 0.05): median R² 0.06 of all 50;');
});

test('directions without a feature beyond chance are named, and explained where samples lack a table', () => {
  const run = withR2(judged('rna', 'mirna', 0.2, 12, 0.1), judged('mirna', 'rna', 0, 0, 0));
  const told = said(run).find(({ text }) => text.startsWith('Nothing is predicted'));
  expect(told).toEqual({ kind: 'result', text: 'Nothing is predicted beyond chance in mirna → rna.', advice: null });
  const modalities = run.modalities.map((modality) => ({ ...modality, samples: modality.name === 'mirna' ? 90 : 500 }));
  const short = said({ ...run, modalities }).find(({ text }) => text.startsWith('Nothing is predicted'));
  expect(short?.advice).toBe('Only 90 of 500 samples have mirna.');
});

test('where nothing at all is beyond chance, one sentence says so', () => {
  const told = texts(withR2(judged('rna', 'mirna', 0, 0, 0.1), judged('mirna', 'rna', 0, 0, 0)));
  expect(told.filter((text) => text.includes('chance'))).toEqual([
    'No feature of one table can be predicted from another beyond chance (permutation test, 5 % false discoveries allowed).',
  ]);
});

test('twenty directions stay readable', () => {
  const many = Array.from({ length: 20 }, (_, i) => judged(`s${i}`, `t${i}`, 0.2, 3, 0.1));
  const told = texts(withR2(...many));
  expect(told.filter((text) => text.startsWith('From s'))).toHaveLength(2);
  expect(told.find((text) => text.startsWith('Also predicted'))).toMatch(/and 13 more\.$/);
  const negative = Array.from({ length: 20 }, (_, i) => direction(`s${i}`, `t${i}`, -0.1));
  expect(texts(withR2(...negative)).find((text) => text.includes('below 0'))).toContain('and 15 more');
});

test('directions without any score are named', () => {
  const told = texts(
    withR2(direction('rna', 'mirna', null, { features: 0, positive: 0 }), direction('mirna', 'rna', 0.2)),
  );
  const without = told.filter((text) => text.startsWith('No feature has'));
  expect(without).toHaveLength(1);
  expect(without[0]).toContain('No feature has a score in rna → mirna: ');
});

test('self R², the pooled source and a missing median are not told as cross-modal results', () => {
  const told = texts(
    withR2(direction('rna', 'rna', 0.9), direction('all', 'rna', 0.8), direction('mirna', 'rna', null)),
  );
  expect(told.some((text) => text.includes('have R² above 0'))).toBe(false);
  expect(told.some((text) => text.includes('rebuilt with a median R² of 0.90 (rna)'))).toBe(true);
});

test('a negative median is explained in words, once for all directions, with what to try', () => {
  const told = said(
    withR2(direction('rna', 'mirna', -0.2), direction('mirna', 'rna', -1.5), direction('rna', 'other', -0.004)),
  ).filter(({ text }) => text.includes('below 0'));
  expect(told).toHaveLength(1);
  expect(told[0].text).toContain('Median R² is below 0 in rna → mirna (−0.20) and mirna → rna (−1.50): ');
  expect(told[0].text).toContain("worse than always answering the feature's mean");
  expect(told[0].advice).toContain('topVariance');
});

test('a model that is never trained across tables is told so in place of that', () => {
  const run = withR2(direction('rna', 'mirna', -0.2));
  const own = run.objective.paths.filter(({ from, to }) => from.includes(to));
  const joint = {
    ...run,
    objective: { ...run.objective, paths: own.map((path) => ({ ...path, from: ['rna', 'mirna'] })) },
  };
  const told = said(joint).find(({ text }) => text.includes('below 0'));
  expect(told?.advice).toContain('never trains to predict one table from another alone');
});

test('tables that are trained each by itself are not read as if they shared something', () => {
  const run = withR2(direction('rna', 'mirna', -0.2), direction('mirna', 'rna', 0.3));
  const own = run.objective.paths.filter(({ from, to }) => from.includes(to));
  const told = texts({ ...run, objective: { ...run.objective, paths: own } });
  expect(told[0]).toContain('trains each table by itself');
  expect(told.some((text) => /Predicted from|below 0/.test(text))).toBe(false);
});

test('a model that ridge regression beats is told so, where there is something to predict', () => {
  const told = (median: number, ridge: number) => texts(withR2(judged('rna', 'mirna', median, 9, ridge))).join();
  expect(told(0.12, 0.31)).toContain('Ridge regression, a linear model');
  expect(told(0.12, 0.31)).toContain('rna → mirna (0.31 against 0.12)');
  expect(told(0.3, 0.31)).not.toContain('Ridge regression, a');
  expect(told(-0.2, 0.01)).not.toContain('Ridge regression, a');
});
