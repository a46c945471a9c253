import { expect, test } from 'vitest';
import { inspectionFixture } from '../inspectionFixture.ts';
import { CLEAN, drawn, viewerPages } from './viewerPages.ts';

const { open } = viewerPages();

test('the inspection page draws tables, overlap, label and findings, and starts training', async () => {
  const opened = await open();
  await opened.send({ type: 'inspection', inspection: await inspectionFixture() });
  await drawn(opened, 'inspection');
  const bars = await opened.page
    .locator('.overlap .count-bar')
    .evaluateAll((all) => all.map((bar) => bar.clientWidth * bar.clientHeight));
  expect(bars).toHaveLength(5);
  expect(bars).toEqual([...bars].sort((a, b) => b - a));
  expect(bars[4]).toBeGreaterThan(0);
  expect(await opened.page.locator('.table-card svg .mark-rect path').count()).toBeGreaterThan(60);
  await opened.page.getByRole('button', { name: 'Train on these' }).click();
  expect((await opened.posted()).at(-1)).toEqual({ type: 'trainThese' });
  expect(await opened.faults()).toEqual(CLEAN);
  await opened.page.close();
});

test('data with an error cannot be trained on', async () => {
  const inspection = await inspectionFixture();
  const opened = await open();
  await opened.send({
    type: 'inspection',
    inspection: {
      ...inspection,
      findings: [{ severity: 'error', text: 'No id is in both tables.', fix: null, remedy: null }],
    },
  });
  await drawn(opened, 'inspection');
  expect(await opened.page.getByRole('button', { name: 'Train on these' }).isDisabled()).toBe(true);
  await opened.page.close();
});
