import { describe, expect, test } from 'vitest';
import { runFixture } from '../fixtures.ts';
import { CLEAN, tables, viewerPages } from './viewerPages.ts';

const { openRun } = viewerPages();

describe('the ranked table', () => {
  test('keeps fewer than 100 of 20,000 rows in the page, scrolls to the last and finds any', async () => {
    const data = runFixture({ modalities: tables(20_000, 10), folds: null });
    const opened = await openRun(data);
    const { page } = opened;
    await page.getByLabel('Target', { exact: true }).selectOption('rnaseq');
    const rows = page.locator('.ranked-row');
    expect(await page.getByRole('table', { name: 'Features of rnaseq by R²' }).getAttribute('aria-rowcount')).toBe(
      '20001',
    );
    expect(await rows.count()).toBeLessThan(100);
    await page.locator('.ranked-holder').evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
    await page.locator('.ranked-row[aria-rowindex="20001"]').waitFor();
    expect(await rows.count()).toBeLessThan(100);
    await page.getByLabel('Search features').fill('rnaseq_12345');
    await page.waitForFunction(() => document.querySelectorAll('.ranked-row').length === 1);
    expect(await rows.first().textContent()).toContain('rnaseq_12345');
    await page.getByLabel('Search features').fill('no such feature');
    await page.getByText('No feature is called “no such feature”.').waitFor();
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('is ranked by R², and a click or an arrow key asks the host for the feature', async () => {
    const data = runFixture();
    const opened = await openRun(data);
    const { page } = opened;
    const scores = await page.locator('.ranked-row .cell-r2 .number').allTextContents();
    const numbers = scores.map((text) => Number(text.replace('−', '-')));
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    const second = (await page.locator('.ranked-row .cell-name').nth(1).textContent()) ?? '';
    await page.locator('.ranked-row').nth(1).click();
    await page.locator('[data-view="feature"] h2', { hasText: second }).waitFor();
    await page.keyboard.press('ArrowDown');
    const third = (await page.locator('.ranked-row .cell-name').nth(2).textContent()) ?? '';
    await page.locator('[data-view="feature"] h2', { hasText: third }).waitFor();
    const asked = (await opened.posted()).flatMap((message) =>
      message.type === 'ask' && message.ask.about === 'prediction' ? [message.ask.feature] : [],
    );
    expect(asked.slice(-2)).toEqual([second, third]);
    await page.close();
  });

  test('the keyboard keeps its row through scrolling and sorting, and moves the choice from the search field too', async () => {
    const opened = await openRun(runFixture({ modalities: tables(5000, 10), folds: null }));
    const { page } = opened;
    await page.getByLabel('Target', { exact: true }).selectOption('rnaseq');
    const heading = page.locator('[data-view="feature"] h2');
    const names = page.locator('.ranked-row .cell-name');
    await page.locator('.ranked-row').nth(2).click();
    const fourth = (await names.nth(3).textContent()) ?? '';
    const holder = page.locator('.ranked-holder');
    await holder.evaluate((element) => element.scrollBy(0, 50_000));
    await page.locator('.ranked-row[aria-rowindex="1140"]').waitFor();
    await holder.evaluate((element) => element.scrollBy(0, 20_000));
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => heading.textContent()).toBe(fourth);
    expect(await page.locator('.ranked-row :focus').textContent()).toBe(fourth);
    await expect.poll(() => holder.evaluate((element) => element.scrollTop)).toBeLessThan(200);
    await page.keyboard.press('End');
    await page.locator('.ranked-row[aria-rowindex="5001"] :focus').waitFor();
    await page.getByLabel('Search features').fill('rnaseq_12');
    const found = names.first();
    await expect.poll(() => found.textContent()).toContain('rnaseq_12');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => heading.textContent()).toBe(await found.textContent());
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('has a column for each statistic of a finished run, sorts by it and says what it means', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const panel = page.locator('[data-view="r2"]');
    const heads = ['feature', 'R² ↓', '95 % interval', 'ridge', 'self', 'q', 'verdict'];
    expect(await panel.locator('.ranked thead th').allTextContents()).toEqual(heads);
    expect(await panel.getByRole('cell', { name: /^−?0\.\d\d to 0\.\d\d$/ }).count()).toBeGreaterThan(5);
    expect(await panel.locator('.ranked-row .cell-q').first().textContent()).toBe('<0.001');
    await panel.getByRole('columnheader', { name: 'verdict' }).getByRole('button').click();
    expect(await panel.locator('.ranked thead .cell-verdict').getAttribute('aria-sort')).toBe('ascending');
    expect(new Set(await panel.locator('.ranked-row .cell-verdict').allTextContents())).toEqual(new Set(['shared']));
    await panel.getByRole('button', { name: 'ridge' }).click();
    const ridge = (await panel.locator('.ranked-row .cell-ridge').allTextContents()).map((text) =>
      Number(text.replace('−', '-')),
    );
    expect(ridge).toEqual([...ridge].sort((a, b) => b - a));
    await panel.getByText('What the columns mean').click();
    await panel.getByText('Share of false finds to expect among the features with this q or a lower one').waitFor();
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('cuts no name of a column and no number, however narrow', async () => {
    for (const width of [420, 700, 1160, 2000]) {
      const opened = await openRun(runFixture(), { width });
      const cut = await opened.page
        .locator('.ranked :is(td, thead th)')
        .evaluateAll((cells) =>
          cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent),
        );
      expect(cut, `${width} pixels`).toEqual([]);
      await opened.page.close();
    }
  });

  test('has no empty columns for a run without statistics', async () => {
    const opened = await openRun(runFixture({ statistics: false }));
    const { page } = opened;
    expect(await page.locator('.ranked thead th').allTextContents()).toEqual(['feature', 'R² ↓', 'self']);
    for (const absent of ['.meanings', '.evidence', '.shares', '.dimensions']) {
      expect(await page.locator(absent).count()).toBe(0);
    }
    expect(await page.locator('[data-view="r2"]').textContent()).not.toMatch(/ridge|chance/);
    await page.close();
  });

  test('a cell of the heatmap opens its feature from its source', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const cell = page.locator('.heatmap tbody tr').first().locator('button').nth(4);
    const label = (await cell.getAttribute('aria-label')) ?? '';
    const [feature, direction] = label.split(/, |: /);
    await cell.click();
    await page.locator('[data-view="feature"] h2', { hasText: feature }).waitFor();
    expect(await page.locator('[data-view="feature"] .caption').textContent()).toContain(direction);
    await page.close();
  });
});

describe('the statistics of a finished run', () => {
  test('a feature comes with its evidence and what explains it', async () => {
    const data = runFixture();
    const opened = await openRun(data);
    const { page } = opened;
    const panel = page.locator('[data-view="feature"]');
    await panel
      .getByText(/^Predicted from protein better than by chance \(q\s<\s0\.001\), and better than by ridge/)
      .waitFor();
    for (const name of ['95 % interval', 'ridge', 'chance up to', 'q', 'self']) {
      expect(await panel.locator('dt', { hasText: new RegExp(`^${name}$`) }).count()).toBe(1);
    }
    await panel
      .getByText('Shared: the block shared with other tables explains more of its variation than the private one.')
      .waitFor();
    const shares = await panel.locator('.shares li .number').allTextContents();
    expect(shares.reduce((sum, text) => sum + Number.parseInt(text, 10), 0)).toBeGreaterThanOrEqual(99);
    const widths = await panel
      .locator('.shares-bar span')
      .evaluateAll((parts) => parts.map((part) => part.clientWidth));
    expect(widths[0]).toBeGreaterThan(widths[2]);
    await page.locator('.ranked thead .cell-q button').click();
    await page.locator('.ranked thead .cell-q button').click();
    await page.locator('.ranked-row').first().click();
    await panel.getByText(/^No better predicted from protein than by chance/).waitFor();
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('latent dimensions are told apart into used and unused', async () => {
    const opened = await openRun(runFixture());
    const table = opened.page.locator('.dimensions');
    await table.getByText('6 of 8 latent dimensions are used').waitFor();
    const unused = table.locator('tr[data-used="false"]');
    expect(await unused.locator('th').allTextContents()).toEqual(['private rnaseq 2', 'private mirna 2']);
    expect(await unused.first().locator('td').allTextContents()).toEqual(['unused0.00', '0.00']);
    await opened.page.close();
  });
});
