import { expect, test } from 'vitest';
import type { RunFile } from '../../../src/run/runFile.ts';
import { base, direction, madeRun, said } from './madeRun.ts';

const tables = (features: Record<string, number>): RunFile['modalities'] =>
  Object.entries(features).map(([name, count]) => ({ ...base.run.modalities[0], name, features: count }));

/** rna and mirna predict each other; protein predicts nothing. */
const silent = (ridge: number | null, change: Partial<RunFile> = {}) =>
  madeRun(
    { modalities: tables({ rna: 100, mirna: 50, protein: 30 }), ...change },
    {
      r2: [
        direction('rna', 'mirna', 0.3),
        direction('mirna', 'rna', 0.25),
        direction('protein', 'rna', 0.01, { baselineMedian: ridge }),
        direction('protein', 'mirna', -0.04, { baselineMedian: ridge }),
        direction('rna', 'protein', 0.2),
      ],
    },
  );

const about = (run: RunFile, word: RegExp) => said(run).filter(({ text }) => word.test(text));

test('a table from which nothing is predicted, though ridge regression finds something in it, is swallowed', () => {
  const told = about(silent(0.12), /swallowed/);
  expect(told).toHaveLength(1);
  expect(told[0].kind).toBe('caution');
  expect(told[0].text).toBe(
    'protein seems swallowed: the shared block hardly hears it (median R² at most 0.01, against 0.30 from rna; ridge regression finds 0.12 in it).',
  );
  expect(told[0].advice).toContain('topVariance');
});

test('where ridge regression finds nothing either, the table has little to tell and the model is not blamed', () => {
  expect(about(silent(0.01), /swallowed/)).toEqual([]);
  const [told] = about(silent(0.01), /tells little/);
  expect(told.kind).toBe('note');
  expect(told.text).toContain('ridge regression finds no more in it (0.01)');
});

test('nobody is swallowed while the model trains, where all directions are low, or where the table is heard', () => {
  expect(about(silent(0.12, { status: 'running' }), /swallowed/)).toEqual([]);
  const low = madeRun({}, { r2: [direction('rna', 'mirna', 0.06), direction('mirna', 'rna', 0)] });
  expect(about(low, /swallowed|tells little/)).toEqual([]);
  const heard = madeRun({}, { r2: [direction('rna', 'mirna', 0.3), direction('mirna', 'rna', 0.03)] });
  expect(about(heard, /swallowed|tells little/)).toEqual([]);
});

test('a table that is not even rebuilt from its own latents while another is', () => {
  const r2 = [direction('rna', 'rna', 0.4), direction('protein', 'protein', 0.01)];
  const large = about(madeRun({ modalities: tables({ rna: 5000, protein: 30 }) }, { r2 }), /hardly rebuilt/);
  expect(large).toHaveLength(1);
  expect(large[0].text).toBe(
    'protein is hardly rebuilt even from its own latents (median R² 0.01), while rna reaches 0.40.',
  );
  expect(large[0].advice).toContain('Its 30 features weigh little in the loss beside rna (5,000 features)');
  const even = about(madeRun({ modalities: tables({ rna: 40, protein: 30 }) }, { r2 }), /hardly rebuilt/);
  expect(even[0].advice).toContain('private dimensions');
  const fine = [direction('rna', 'rna', 0.4), direction('protein', 'protein', 0.1)];
  expect(about(madeRun({ modalities: tables({ rna: 5000, protein: 30 }) }, { r2: fine }), /hardly rebuilt/)).toEqual(
    [],
  );
});

test('a model that rebuilds no table has learnt nothing, or by heart, which comes first once it has ended', () => {
  const r2 = [direction('rna', 'rna', 0.02), direction('mirna', 'mirna', -0.05), direction('rna', 'mirna', 0)];
  const [first] = said(madeRun({}, { r2 }));
  expect(first.text).toBe(
    'The model has learnt next to nothing that holds for held-out samples: even from its own latents no table is rebuilt with a median R² above 0.02.',
  );
  expect(first.advice).toContain('Train longer');
  const fallen = base.history.map((entry, i) => ({
    ...entry,
    r2: [{ source: 'rna', target: 'mirna', median: 0.1 - 0.01 * i }],
  }));
  expect(said(madeRun({}, { r2 }), fallen)[0].advice).toContain('It did better in earlier epochs');
  const training = said(madeRun({ status: 'running' }, { r2 }));
  expect(training.some(({ text }) => text.includes('next to nothing'))).toBe(false);
});
