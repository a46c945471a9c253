import { expect, test } from 'vitest';
import type { RunFile } from '../../../src/run/runFile.ts';
import { base, madeRun, said, texts } from './madeRun.ts';

const scored = (shared: number, own: number, change: Partial<RunFile> = {}) =>
  madeRun(change, {
    classification: [
      { block: 'shared', samples: 100, accuracy: 0.5, auc: shared },
      { block: 'private_rna', samples: 100, accuracy: 0.5, auc: own },
    ],
  });

const model = (name: RunFile['study']['model']['name']) => ({
  study: { ...base.run.study, model: { ...base.run.study.model, name } },
});

test.each([
  [0.94, 0.55, 'result', 'What the tables share separates C1A from C1B (AUC: shared 0.94; private rna 0.55; 0.50 is'],
  [0.55, 0.9, 'caution', 'What belongs to one table alone separates C1A from C1B better'],
  [0.8, 0.81, 'caution', 'Shared and private blocks separate C1A from C1B about equally well'],
  [0.65, 0.66, 'result', 'Shared and private blocks separate C1A from C1B about equally well'],
  [0.5, 0.52, 'result', 'No latent block separates C1A from C1B'],
])('shared AUC %s and private AUC %s are put in words', (shared, own, kind, expected) => {
  const told = said(scored(shared, own)).find(({ text }) => text.startsWith(expected));
  expect(told?.kind).toBe(kind);
});

test('a private block that predicts the label too is a caution with what to try', () => {
  const told = said(scored(0.97, 0.76, model('mmvae'))).find(({ text }) => text.includes('separates'));
  expect(told?.kind).toBe('caution');
  expect(told?.text).toMatch(/, but private rna predicts it too\.$/);
  expect(told?.advice).toContain('fewer "private" dimensions; or mmvae++');
  const plus = said(scored(0.97, 0.76, model('mmvae++'))).find(({ text }) => text.includes('separates'));
  expect(plus?.advice).toBe(
    'Private blocks should not know what is shared: try more "shared" or fewer "private" dimensions.',
  );
  expect(texts(scored(0.97, 0.69)).some((text) => text.includes('predicts it too'))).toBe(false);
});

test('a supervised run says that its map was taught', () => {
  const { labels } = base.run.study;
  if (!labels) throw new Error('the fixture has labels');
  const study = { ...base.run.study, labels: { ...labels, supervise: true } };
  expect(texts(scored(0.97, 0.5, { study })).some((text) => text.includes('they were taught'))).toBe(true);
  expect(texts(scored(0.97, 0.5)).some((text) => text.includes('they were taught'))).toBe(false);
});

const dimension = (block: string, number: number, used: boolean) => ({
  ...{ block, dimension: number, kl: 0, variance: 0, used },
});

test('unused latent dimensions are named', () => {
  const dimensions = [dimension('shared', 1, true), dimension('shared', 2, false), dimension('private_rna', 1, false)];
  const told = (of: typeof dimensions) => texts(madeRun({}, { dimensions: of })).join();
  expect(told(dimensions)).toContain('2 of 3 latent dimensions are not used (shared 2 and private rna 1)');
  expect(told(dimensions)).not.toContain('The whole shared block');
  expect(told(dimensions.slice(0, 1))).not.toContain('not used');
});

test('a shared block of which nothing is used is a caution', () => {
  const dimensions = [dimension('shared', 1, false), dimension('private_rna', 1, true)];
  const told = said(madeRun({}, { dimensions })).find(({ text }) => text.includes('The whole shared block'));
  expect(told?.kind).toBe('caution');
});
