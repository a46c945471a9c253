import { expect, test } from 'vitest';
import { base, madeRun, said, texts } from './madeRun.ts';

test('a loss that is still falling asks for more epochs, a flat one does not', () => {
  const falling = base.history.map((entry, i) => ({ ...entry, loss: 1000 - i }));
  const flat = base.history.map((entry, i) => ({ ...entry, loss: i === 0 ? 1000 : 500 }));
  const told = (history: typeof falling) => texts(madeRun({}), history).some((text) => text.includes('still falling'));
  expect(told(falling)).toBe(true);
  expect(told(flat)).toBe(false);
});

/** Median R² of one direction that rises to its height at the sixth epoch and falls after it, while the loss falls on. */
const rising = (height: number) =>
  base.history.map((entry, i) => ({
    ...entry,
    loss: 1000 - i,
    r2: [{ source: 'rna', target: 'mirna', median: height - 0.01 * Math.abs(i - 5) }],
  }));

test('held-out R² that fell asks for fewer epochs, and not for more', () => {
  const told = said(madeRun({}), rising(0.2));
  const fell = told.find(({ text }) =>
    text.includes(`highest at epoch ${base.history[5].epoch} (mean of the directions 0.20)`),
  );
  expect(fell?.advice).toMatch(/^Try about 6 epochs/);
  expect(told.some(({ text }) => text.includes('still falling'))).toBe(false);
});

test('held-out R² that was never high does not ask for fewer epochs', () => {
  const fell = said(madeRun({}), rising(-0.02)).find(({ text }) => text.includes('by heart'));
  expect(fell?.text).toContain('fell from −0.02 at epoch 6');
  expect(fell?.advice).toContain('fewer epochs alone will not help');
});

test('a run that still trains is not judged by its course', () => {
  expect(texts(madeRun({ status: 'running' }), rising(0.2)).some((text) => text.includes('by heart'))).toBe(false);
});
