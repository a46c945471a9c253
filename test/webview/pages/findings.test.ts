import { expect, test } from 'vitest';
import { runFixture } from '../fixtures.ts';
import { CLEAN, viewerPages } from './viewerPages.ts';

const { openRun } = viewerPages();

test('what counts is in view, the rest opens on a click, and a sentence leads to the scores it speaks of', async () => {
  const opened = await openRun(runFixture());
  const panel = opened.page.locator('[data-view="findings"]');
  const visible = () =>
    panel.locator('.finding').evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
  expect(await visible()).toBe(8);
  // On paper nothing can be opened.
  await opened.page.emulateMedia({ media: 'print' });
  expect(await visible()).toBeGreaterThan(8);
  await opened.page.emulateMedia({ media: 'screen' });
  expect(await visible()).toBe(8);
  await panel.getByText(/\d more: what to mind/).click();
  expect(await visible()).toBeGreaterThan(8);
  expect(await panel.getByText('5-fold cross-validation').isVisible()).toBe(true);

  const source = opened.page.locator('[data-view="r2"] select').first();
  expect(await source.inputValue()).toBe('protein');
  await panel.getByRole('button', { name: 'Show rnaseq → protein' }).click();
  await expect.poll(() => source.inputValue()).toBe('rnaseq');
  expect(await opened.faults()).toEqual(CLEAN);
  await opened.page.close();
});
