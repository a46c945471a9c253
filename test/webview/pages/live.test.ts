import { describe, expect, test } from 'vitest';
import { runFixture } from '../fixtures.ts';
import { CLEAN, viewerPages } from './viewerPages.ts';

const { openRun } = viewerPages();

describe('live updates', () => {
  test('keep zoom, chosen feature and the chart elements', async () => {
    const opened = await openRun(runFixture({ status: 'running', epoch: 40 }));
    const { page } = opened;
    const plot = page.locator('[data-view="latents"] .scatter-plot');
    const before = Number(await plot.locator('canvas').getAttribute('data-points'));
    expect(before).toBe(92);
    await plot.hover({ position: { x: 100, y: 100 } });
    await page.mouse.wheel(0, -1000);
    await page.mouse.wheel(0, -1000);
    await page.waitForFunction(
      (all) => Number(document.querySelector<HTMLElement>('[data-view="latents"] canvas')?.dataset['points']) < all,
      before,
    );
    const axis = page.locator('[data-view="latents"] .axes');
    const zoomed = await axis.innerHTML();
    await page.locator('.ranked-row').nth(3).click();
    const feature = await page.locator('[data-view="feature"] h2').textContent();
    await page.evaluate(() =>
      document.querySelector('[data-view="training"] .chart svg')?.setAttribute('data-mark', 'kept'),
    );

    await opened.sendRun(runFixture({ status: 'running', epoch: 41, seed: 2 }));
    await page.getByText('epoch 41/100').waitFor();
    expect(await axis.innerHTML()).toBe(zoomed);
    expect(await page.locator('[data-view="feature"] h2').textContent()).toBe(feature);
    expect(await page.locator('[data-view="training"] .chart svg[data-mark="kept"]').count()).toBe(1);

    await plot.dblclick({ position: { x: 60, y: 60 } });
    await page.waitForFunction(
      (all) => Number(document.querySelector<HTMLElement>('[data-view="latents"] canvas')?.dataset['points']) === all,
      before,
    );
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('draw the loss of every epoch that arrives', async () => {
    const opened = await openRun(runFixture({ status: 'running', epoch: 5, folds: null }));
    const path = opened.page.locator('[data-view="training"] .mark-line path').first();
    const points = async () => ((await path.getAttribute('d')) ?? '').split(/[ML]/).length - 1;
    await expect.poll(points).toBe(5);
    await opened.sendRun(runFixture({ status: 'running', epoch: 9, folds: null }));
    await expect.poll(points).toBe(9);
    await opened.page.close();
  });

  test('stop is asked for once and the button says so', async () => {
    const opened = await openRun(runFixture({ status: 'running', epoch: 40 }));
    await opened.page.getByRole('button', { name: 'Stop and keep best' }).click();
    expect(await opened.page.getByRole('button', { name: 'Stopping…' }).isDisabled()).toBe(true);
    expect((await opened.posted()).filter(({ type }) => type === 'stop')).toHaveLength(1);
    await opened.sendRun(runFixture({ status: 'stopped', epoch: 41 }));
    await opened.page.getByText('stopped early').waitFor();
    expect(await opened.page.getByRole('button', { name: /Stop/ }).count()).toBe(0);
    await opened.page.close();
  });

  test('choices come back when the editor is shown again', async () => {
    const data = runFixture();
    const first = await openRun(data);
    await first.page.getByRole('tab', { name: 'private mirna' }).click();
    await first.page.getByRole('combobox', { name: 'colour' }).selectOption('stage');
    const saved: unknown = await first.page.evaluate(() => Reflect.get(window, 'saved'));
    await first.page.close();
    const second = await openRun(data, { saved });
    expect(await second.page.getByRole('tab', { name: 'private mirna' }).getAttribute('aria-selected')).toBe('true');
    expect(await second.page.getByRole('combobox', { name: 'colour' }).inputValue()).toBe('stage');
    await second.page.close();
  });
});
