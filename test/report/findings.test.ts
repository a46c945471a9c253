import { expect, test } from 'vitest';
import type { RunFile } from '../../src/run/runFile.ts';
import { base, direction, madeRun, said, texts } from './findings/madeRun.ts';

test('few samples are a caution, many are none', () => {
  const few = said(madeRun({ samples: { total: 92, complete: 92 } }));
  expect(few.some(({ kind, text }) => kind === 'caution' && text.startsWith('92 samples are few'))).toBe(true);
  expect(texts(madeRun({})).some((text) => text.includes('are few'))).toBe(false);
});

test('missing tables are counted by name', () => {
  const modalities = base.run.modalities.map((modality, i) => ({ ...modality, samples: i === 0 ? 500 : 46 }));
  const told = texts(madeRun({ modalities, samples: { total: 500, complete: 46 } }));
  expect(told.some((text) => text.startsWith('46 of 500 samples have every table (mirna: 46)'))).toBe(true);
});

test('warnings of the run are passed on, and how it was scored is said', () => {
  const told = texts(madeRun({ warnings: ['Three ids differ in case only.'] }));
  expect(told).toContain('Three ids differ in case only.');
  expect(told.at(-1)).toContain('100 held-out samples that the model never saw');
  const folded = texts(madeRun({ split: { train: 92, test: 92, folds: 5, aside: 0 } }));
  expect(folded.at(-1)).toContain('5-fold cross-validation');
});

test('samples set aside are told of, whether a run goes without them or is scored on them', () => {
  const without = texts(madeRun({ split: { train: 74, test: 74, folds: 5, aside: 18 } }));
  expect(without.at(-1)).toBe('18 samples were set aside: nothing was learned from them, and they are not scored.');
  const study = { ...base.run.study, setAside: { fraction: 0.2, seed: 0, use: 'test' } } satisfies RunFile['study'];
  expect(texts(madeRun({ study })).at(-1)).toContain('never saw, and that took no part in choosing its settings; it');
});

test('what counts most comes first: predictions, what is wrong with them, the label, then how to read it all', () => {
  const run = madeRun(
    { samples: { total: 92, complete: 92 }, warnings: ['A warning.'] },
    {
      r2: [
        direction('rna', 'mirna', 0.3, { predictable: 20, predictableMedian: 0.4, baselineMedian: 0.5 }),
        direction('mirna', 'rna', -0.2, { predictable: 0, baselineMedian: 0 }),
        direction('rna', 'rna', 0.6),
      ],
      classification: [{ block: 'shared', samples: 92, accuracy: 0.9, auc: 0.95 }],
    },
  );
  const starts = [
    'From rna',
    'Nothing is',
    'Median R² is below',
    'Ridge',
    'What the tables',
    '92 samples',
    'A warning',
  ];
  const told = texts(run);
  expect(starts.map((start) => told.findIndex((text) => text.startsWith(start)))).toEqual([0, 1, 3, 4, 5, 6, 7]);
  expect(told[2]).toContain('mirna tells little');
});

test('every sentence is said once', () => {
  const told = texts(base.run);
  expect(new Set(told).size).toBe(told.length);
});
