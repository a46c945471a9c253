import { expect, test } from 'vitest';
import { findings } from '../../src/report/findings.ts';
import type { Metrics, RunFile } from '../../src/run/runFile.ts';
import { runFixture } from '../webview/fixtures.ts';

const base = runFixture({
  modalities: [
    { name: 'rna', features: 100 },
    { name: 'mirna', features: 50 },
  ],
  samples: 500,
  folds: null,
});

function direction(source: string, target: string, median: number | null, positive = 10): Metrics['r2'][number] {
  const spread = { features: 50, positive, median, mean: median, q25: median, q75: median };
  return { source, target, samples: 100, ...spread, predictable: null, baselineMedian: null };
}

function run(
  change: Partial<RunFile>,
  r2: Metrics['r2'] = [],
  classification: Metrics['classification'] = [],
): RunFile {
  return { ...base.run, metrics: { epoch: 100, r2, classification, dimensions: [] }, ...change };
}

const texts = (file: RunFile, history = base.history) => findings(file, history).map(({ text }) => text);

test('a predictable direction is told with its count, median, quartiles and n', () => {
  const [first] = findings(run({}, [{ ...direction('rna', 'mirna', 0.214, 30), q25: 0.05, q75: 0.4 }]), base.history);
  expect(first.kind).toBe('result');
  expect(first.text).toBe(
    'Predicted from rna, 30 of 50 mirna features have R² above 0; median 0.21, middle half 0.05 to 0.40, on 100 held-out samples.',
  );
});

test('the most predictable direction comes first', () => {
  const said = texts(run({}, [direction('rna', 'mirna', 0.1), direction('mirna', 'rna', 0.5)]));
  expect(said[0]).toContain('Predicted from mirna');
  expect(said[1]).toContain('Predicted from rna');
});

test('a negative median is explained in words, once for all directions', () => {
  const said = texts(run({}, [direction('rna', 'mirna', -0.2), direction('mirna', 'rna', -1.5)]));
  const negative = said.filter((text) => text.includes('below 0'));
  expect(negative).toHaveLength(1);
  expect(negative[0]).toContain('rna → mirna (−0.20) and mirna → rna (−1.50)');
  expect(negative[0]).toContain("worse than always answering the feature's mean");
});

test('self R², the pooled source and a missing median are not told as cross-modal results', () => {
  const said = texts(
    run({}, [direction('rna', 'rna', 0.9), direction('all', 'rna', 0.8), direction('mirna', 'rna', null)]),
  );
  expect(said.some((text) => text.includes('have R² above 0'))).toBe(false);
  expect(said.some((text) => text.includes('rebuilt with a median R² of 0.90 (rna)'))).toBe(true);
});

const judged = (source: string, target: string, median: number, predictable: number, baselineMedian: number) => ({
  ...direction(source, target, median),
  predictable,
  baselineMedian,
});

test('features that are predictable beyond chance are counted once, for all directions', () => {
  const said = texts(run({}, [judged('rna', 'mirna', 0.2, 12, 0.1), judged('mirna', 'rna', 0, 0, 0)]));
  expect(said.filter((text) => text.includes('chance'))).toEqual([
    'Beyond chance, 12 of 50 mirna features from rna can be predicted; about 5 % of such findings are false (permutation test).',
  ]);
  expect(texts(run({}, [judged('rna', 'mirna', 0.2, 0, 0.1)])).join()).toContain('No feature of one table can be');
  expect(texts(run({}, [direction('rna', 'mirna', 0.2)])).join()).not.toContain('chance');
});

test('directions without any score are named', () => {
  const empty = { ...direction('rna', 'mirna', null, 0), features: 0 };
  const said = texts(run({}, [empty, direction('mirna', 'rna', 0.2)])).filter((text) =>
    text.startsWith('No feature has'),
  );
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('No feature has a score in rna → mirna: ');
});

test('a model that ridge regression beats is told so, where there is something to predict', () => {
  const said = (median: number, ridge: number) => texts(run({}, [judged('rna', 'mirna', median, 9, ridge)])).join();
  expect(said(0.12, 0.31)).toContain('Ridge regression');
  expect(said(0.12, 0.31)).toContain('rna → mirna (0.31 against 0.12)');
  expect(said(0.3, 0.31)).not.toContain('Ridge regression');
  expect(said(-0.2, 0.01)).not.toContain('Ridge regression');
});

test('unused latent dimensions are named', () => {
  const dimension = (block: string, number: number, used: boolean) => ({
    ...{ block, dimension: number, kl: 0, variance: 0, used },
  });
  const dimensions = [dimension('shared', 1, true), dimension('shared', 2, false), dimension('private_rna', 1, false)];
  const file = run({});
  const told = (of: typeof dimensions) =>
    texts({ ...file, metrics: file.metrics && { ...file.metrics, dimensions: of } }).join();
  expect(told(dimensions)).toContain('2 of 3 latent dimensions are not used (shared 2 and private rna 1)');
  expect(told(dimensions.slice(0, 1))).not.toContain('not used');
});

test('many directions stay readable', () => {
  const many = Array.from({ length: 20 }, (_, i) => direction(`s${i}`, `t${i}`, -0.1));
  expect(texts(run({}, many)).find((text) => text.includes('below 0'))).toContain('and 15 more');
});

test.each([
  [0.94, 0.55, 'What the tables share separates C1A from C1B (AUC: shared 0.94; private rna 0.55'],
  [0.55, 0.9, 'What belongs to one table alone separates C1A from C1B better'],
  [0.8, 0.81, 'Shared and private blocks separate C1A from C1B about equally well'],
  [0.5, 0.52, 'No latent block separates C1A from C1B'],
])('shared AUC %s and private AUC %s are put in words', (shared, own, expected) => {
  const score = (block: string, auc: number) => ({ block, samples: 100, accuracy: 0.5, auc });
  const said = texts(run({}, [], [score('shared', shared), score('private_rna', own)]));
  expect(said.some((text) => text.startsWith(expected))).toBe(true);
});

test('few samples are a caution, many are none', () => {
  const few = run({ samples: { total: 92, complete: 92 } });
  expect(
    findings(few, base.history).some(({ kind, text }) => kind === 'caution' && text.startsWith('92 samples are few')),
  ).toBe(true);
  expect(texts(run({})).some((text) => text.includes('are few'))).toBe(false);
});

test('missing tables are counted by name', () => {
  const modalities = base.run.modalities.map((modality, i) => ({ ...modality, samples: i === 0 ? 500 : 46 }));
  const said = texts(run({ modalities, samples: { total: 500, complete: 46 } }));
  expect(said.some((text) => text.startsWith('46 of 500 samples have every table (mirna: 46)'))).toBe(true);
});

test('a loss that is still falling asks for more epochs, a flat one does not', () => {
  const falling = base.history.map((entry, i) => ({ ...entry, loss: 1000 - i }));
  const flat = base.history.map((entry, i) => ({ ...entry, loss: i === 0 ? 1000 : 500 }));
  const told = (history: typeof falling) => texts(run({}), history).some((text) => text.includes('still falling'));
  expect(told(falling)).toBe(true);
  expect(told(flat)).toBe(false);
});

test('held-out R² that fell asks for fewer epochs, and not for more', () => {
  const risingThenFalling = base.history.map((entry, i) => ({
    ...entry,
    loss: 1000 - i,
    r2: [{ source: 'rna', target: 'mirna', median: 0.2 - 0.01 * Math.abs(i - 5) }],
  }));
  const best = risingThenFalling[5].epoch;
  const said = texts(run({}), risingThenFalling);
  expect(said.some((text) => text.includes(`highest at epoch ${best} (mean of the directions 0.20)`))).toBe(true);
  expect(said.some((text) => text.includes('still falling'))).toBe(false);
});

test('warnings of the run are passed on, and how it was scored is said', () => {
  const said = texts(run({ warnings: ['Three ids differ in case only.'] }));
  expect(said).toContain('Three ids differ in case only.');
  expect(said.at(-1)).toContain('100 held-out samples that the model never saw');
  const folded = texts(run({ split: { train: 92, test: 92, folds: 5 } }));
  expect(folded.at(-1)).toContain('5-fold cross-validation');
});
