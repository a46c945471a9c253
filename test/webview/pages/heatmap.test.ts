import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { runFixture } from '../fixtures.ts';
import { CLEAN, tables, viewerPages } from './viewerPages.ts';

const { openRun } = viewerPages();

const heatmap = (page: Page) => page.locator('[data-view="heatmap"]');
const columns = async (page: Page) =>
  await heatmap(page)
    .locator('thead th')
    .evaluateAll((heads) => heads.map((head) => head.getAttribute('title') ?? ''));
const selected = (page: Page) =>
  heatmap(page)
    .locator('thead th[data-selected="true"]')
    .evaluateAll((heads) => heads.map((head) => head.getAttribute('title') ?? ''));

/** The middle of a column's first cell. */
async function middleOf(page: Page, column: number): Promise<{ x: number; y: number }> {
  await heatmap(page).scrollIntoViewIfNeeded();
  const box = await heatmap(page).locator('tbody tr').first().locator('button').nth(column).boundingBox();
  if (!box) throw new Error(`column ${column} is not in the page`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

describe('the heatmap', () => {
  test('a cell opens its feature from its source', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const cell = heatmap(page).locator('tbody tr').first().locator('button').nth(4);
    const label = (await cell.getAttribute('aria-label')) ?? '';
    const [feature, direction] = label.split(/, |: /);
    await cell.click();
    await page.locator('[data-view="feature"] h2', { hasText: feature }).waitFor();
    await page.locator('[data-view="feature"] h3', { hasText: direction }).waitFor();
    await page.close();
  });

  test('reaches every feature: by page, by the slider, and where a feature is opened elsewhere', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const panel = heatmap(page);
    const room = (await columns(page)).length;
    await panel.getByText(`features 1 to ${room} of 471`, { exact: true }).waitFor();
    const seen = new Set(await columns(page));
    const after = panel.getByRole('button', { name: 'Features after' });
    while (await after.isEnabled()) {
      await after.click();
      for (const name of await columns(page)) seen.add(name);
    }
    expect(seen.size).toBe(471);
    await panel.getByRole('slider').fill('0');
    await panel.getByText(`features 1 to ${room} of 471`, { exact: true }).waitFor();
    await page.locator('.ranked-row').nth(1).click();
    await page.keyboard.press('End');
    await expect
      .poll(async () => (await columns(page)).at(-1))
      .toBe(await page.locator('[data-view="feature"] h2').textContent());
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('a drag across columns selects their features, in the table too; Shift adds, a plain drag replaces', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const names = await columns(page);
    const drag = async (from: number, to: number) => {
      const [a, b] = [await middleOf(page, from), await middleOf(page, to)];
      await page.mouse.move(a.x, a.y);
      await page.mouse.down();
      await page.mouse.move(b.x, b.y, { steps: 5 });
      await page.mouse.up();
    };
    const before = await page.locator('[data-view="feature"] h2').textContent();
    await drag(2, 5);
    expect(await selected(page)).toEqual(names.slice(2, 6));
    await page.keyboard.down('Shift');
    await drag(9, 8);
    await page.keyboard.up('Shift');
    expect(await selected(page)).toEqual([...names.slice(2, 6), ...names.slice(8, 10)]);
    await page.locator('[data-view="r2"]').getByText('6 selected', { exact: true }).waitFor();
    expect(await page.locator('.ranked-row[aria-selected="true"] .cell-name').allTextContents()).toEqual(
      await selected(page),
    );
    await drag(0, 1);
    expect(await selected(page)).toEqual(names.slice(0, 2));
    expect(await page.locator('[data-view="feature"] h2').textContent()).toBe(before);
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('arrow keys move from cell to cell and over the edge, Shift selects, Enter opens', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const names = await columns(page);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    await heatmap(page).locator('button[tabindex="0"].r2-cell').focus();
    expect(await focused()).toContain(`${names[0]}, rnaseq → mirna`);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toContain(`${names[1]}, protein → mirna`);
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => selected(page)).toEqual(names.slice(1, 4));
    await expect.poll(focused).toMatch(new RegExp(`^${names[3]}, .*, selected$`));
    await page.keyboard.press('Enter');
    await page.locator('[data-view="feature"] h2', { hasText: names[3] ?? '' }).waitFor();
    await page.keyboard.press('PageDown');
    await expect.poll(async () => (await columns(page))[0]).not.toBe(names[0]);
    await page.keyboard.press('End');
    await heatmap(page)
      .getByText(/to 471 of 471$/)
      .waitFor();
    await expect.poll(focused).toContain((await columns(page)).at(-1));
    expect(await heatmap(page).locator('.r2-cell[tabindex="0"]').count()).toBe(1);
    await page.close();
  });

  test('clusters features by their sources, the best cluster first, and says why it cannot with one source', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const ranked = await columns(page);
    await page.getByLabel('Order of the features').selectOption('clustered');
    await heatmap(page).getByText('471 features, clustered by their R² from all sources.').waitFor();
    const clustered = await columns(page);
    expect(clustered).not.toEqual(ranked);
    // Neighbours are more alike than in the ranking.
    const roughness = await heatmap(page)
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.slice(0, -1).flatMap((row) => {
          const values = [...row.querySelectorAll('button')].map((cell) =>
            Math.max(0, Number(cell.title.split('R² ')[1]?.replace('−', '-'))),
          );
          return values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? 0)));
        }),
      );
    expect(roughness.reduce((sum, step) => sum + step, 0) / roughness.length).toBeLessThan(0.06);
    await page.close();
    const two = await openRun(runFixture({ modalities: tables(30, 20), folds: null }));
    const option = two.page.getByLabel('Order of the features').locator('option[value="clustered"]');
    expect(await option.getAttribute('disabled')).not.toBeNull();
    expect(await option.textContent()).toContain('takes two sources');
    expect(await two.faults()).toEqual(CLEAN);
    await two.page.close();
  });
});
