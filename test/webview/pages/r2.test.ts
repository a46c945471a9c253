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
    // The heading is there before the question: that is asked once the page is drawn.
    await expect
      .poll(async () =>
        (await opened.posted())
          .flatMap((message) =>
            message.type === 'ask' && message.ask.about === 'prediction' ? [message.ask.feature] : [],
          )
          .slice(-2),
      )
      .toEqual([second, third]);
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

  test('Ctrl and Shift with a click select rows, a plain click opens one, and the list can be cut to what is selected', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const panel = page.locator('[data-view="r2"]');
    const rows = panel.locator('.ranked-row');
    const marked = panel.locator('.ranked-row[aria-selected="true"] .cell-name');
    const names = await rows.locator('.cell-name').allTextContents();
    await rows.nth(2).click({ modifiers: ['Control'] });
    await rows.nth(5).click({ modifiers: ['Shift'] });
    expect(await marked.allTextContents()).toEqual(names.slice(2, 6));
    await rows.nth(3).click({ modifiers: ['Control'] });
    await panel.getByText('3 selected', { exact: true }).waitFor();
    expect(await page.locator('[data-view="feature"] h2').textContent()).toBe(names[0]);
    await rows.nth(7).click();
    await page.locator('[data-view="feature"] h2', { hasText: names[7] }).waitFor();
    await panel.getByText('3 selected', { exact: true }).waitFor();
    await panel.getByLabel('only selected').check();
    expect(await rows.locator('.cell-name').allTextContents()).toEqual([names[2], names[4], names[5]]);
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('the space bar selects a row, Shift with arrows extends, Ctrl+A takes all that are listed', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const panel = page.locator('[data-view="r2"]');
    const marked = panel.locator('.ranked-row[aria-selected="true"] .cell-name');
    const names = await panel.locator('.ranked-row .cell-name').allTextContents();
    await panel.locator('.ranked-row').nth(1).click();
    await page.keyboard.press('Space');
    await expect.poll(() => marked.allTextContents()).toEqual([names[1]]);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => marked.allTextContents()).toEqual(names.slice(1, 4));
    await page.keyboard.press('Shift+ArrowUp');
    await expect.poll(() => marked.allTextContents()).toEqual(names.slice(1, 3));
    await page.locator('.ranked-row :focus').waitFor();
    await page.keyboard.press('Control+a');
    await panel.getByText('471 selected', { exact: true }).waitFor();
    await page.close();
  });

  test('finds a pasted list of names, says which are missing, and selects all that are listed', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const panel = page.locator('[data-view="r2"]');
    const search = panel.getByLabel('Search features');
    await search.evaluate((field) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', 'MIRNA_12\nmirna_7\r\nEGFR\n');
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true, bubbles: true }));
    });
    await panel.getByText('2 found', { exact: true }).waitFor();
    expect(await search.inputValue()).toBe('MIRNA_12, mirna_7, EGFR');
    await panel.getByText('Not found: EGFR.').waitFor();
    expect((await panel.locator('.ranked-row .cell-name').allTextContents()).sort()).toEqual(['mirna_12', 'mirna_7']);
    await panel.getByRole('button', { name: 'Select all 2' }).click();
    await panel.getByText('2 selected', { exact: true }).waitFor();
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('lists shared features only, and saves the list as it is, with every column', async () => {
    const data = runFixture();
    const opened = await openRun(data);
    const { page } = opened;
    const panel = page.locator('[data-view="r2"]');
    await panel.getByRole('columnheader', { name: 'self' }).getByRole('button').click();
    await panel.getByLabel('only shared').check();
    expect(new Set(await panel.locator('.ranked-row .cell-verdict').allTextContents())).toEqual(new Set(['shared']));
    const first = (await panel.locator('.ranked-row .cell-name').allTextContents()).slice(0, 5);
    await panel.getByRole('button', { name: 'Save as CSV' }).click();
    const saved = (await opened.posted()).find((message) => message.type === 'saveFile');
    if (saved?.type !== 'saveFile') throw new Error('nothing was saved');
    const [header = '', ...rows] = saved.content.trimEnd().split('\n');
    expect(header).toBe(
      'source,target,feature,r2,r2_low,r2_high,r2_self,baseline_r2,null_r2,p,q,shared,private,neither,verdict',
    );
    const verdicts = data.r2?.targets.find(({ name }) => name === 'mirna')?.verdicts?.verdict ?? [];
    expect(rows).toHaveLength(verdicts.filter((verdict) => verdict === 'shared').length);
    expect(rows.slice(0, 5).map((row) => row.split(',')[2])).toEqual(first);
    expect(rows.every((row) => row.startsWith('protein,mirna,') && row.endsWith(',shared'))).toBe(true);
    await page.close();
  });
});

describe('the distribution of R²', () => {
  test('a drag over it selects the features in the range, and the mark goes with the selection', async () => {
    const data = runFixture();
    const opened = await openRun(data);
    const { page } = opened;
    const panel = page.locator('[data-view="r2"]');
    const plot = panel.locator('.r2-histogram .background').first();
    await plot.scrollIntoViewIfNeeded();
    const area = await plot.boundingBox();
    if (!area) throw new Error('the histogram has no place');
    const y = area.y + area.height / 2;
    await page.mouse.move(area.x + 0.4 * area.width, y);
    await page.mouse.down();
    await page.mouse.move(area.x + 0.7 * area.width, y, { steps: 4 });
    await page.mouse.up();
    const [from, to] = [
      await panel.getByRole('spinbutton', { name: 'R² from' }).inputValue(),
      await panel.getByRole('spinbutton', { name: 'R² to' }).inputValue(),
    ];
    const scores = data.r2?.pairs.find(({ source, target }) => source === 'protein' && target === 'mirna')?.r2 ?? [];
    const inside = [...scores].filter((value) => value >= Number(from) && value <= Number(to)).length;
    expect(inside).toBeGreaterThan(20);
    await panel.getByText(new RegExp(`^${inside} features with R² 0\\.\\d\\d to 0\\.\\d\\d$`)).waitFor();
    await panel.getByText(`${inside} selected`, { exact: true }).waitFor();
    const mark = await panel.locator('.r2-range-mark').boundingBox();
    expect(Math.abs((mark?.x ?? 0) - (area.x + 0.4 * area.width))).toBeLessThan(4);
    await panel.getByLabel('only selected').check();
    expect(await panel.locator('.ranked').getAttribute('aria-rowcount')).toBe(String(inside + 1));
    await panel.getByRole('button', { name: 'Clear' }).click();
    expect(await panel.locator('.r2-range-mark').count()).toBe(0);
    expect(await panel.locator('.ranked').getAttribute('aria-rowcount')).toBe('472');
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('two numbers do the same by keys; what another view selects takes the mark away', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const panel = page.locator('[data-view="r2"]');
    await panel.getByRole('spinbutton', { name: 'R² from' }).fill('0.6');
    await page.keyboard.press('Tab');
    await panel.getByText(/^\d+ features with R² from 0\.60$/).waitFor();
    await panel.getByRole('spinbutton', { name: 'R² to' }).fill('0.7');
    await page.keyboard.press('Enter');
    await panel.getByText(/^\d+ features with R² 0\.60 to 0\.70$/).waitFor();
    expect(await panel.locator('.r2-range-mark').count()).toBe(1);
    await panel
      .locator('.ranked-row')
      .first()
      .click({ modifiers: ['Control'] });
    expect(await panel.locator('.r2-range-mark').count()).toBe(0);
    expect(await panel.getByRole('spinbutton', { name: 'R² from' }).inputValue()).toBe('');
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('chance is drawn in grey up to its limit, with a legend', async () => {
    const opened = await openRun(runFixture());
    const chart = opened.page.getByRole('img', { name: /R², protein → mirna: median 0\.41 over 471 features\.$/ });
    for (const text of ['this model', 'mirna from itself', 'ridge, median 0.31', 'chance up to 0.04', 'median 0.41']) {
      await chart.getByText(text, { exact: true }).waitFor();
    }
    const band = await chart.locator('.mark-rect.role-mark path').first().boundingBox();
    const line = await chart.locator('.mark-rule.role-mark line').first().boundingBox();
    expect(band?.width).toBeGreaterThan(40);
    expect(Math.abs((band?.x ?? 0) + (band?.width ?? 0) - (line?.x ?? 0))).toBeLessThan(2);
    await opened.page.close();
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

  test('a dimension opens on what it moves most; a feature of it opens, and all of them can be selected', async () => {
    const data = runFixture();
    const opened = await openRun(data);
    const { page } = opened;
    const table = page.locator('.dimensions');
    await table.getByRole('button', { name: 'shared 1' }).click();
    const group = table.getByRole('region', { name: 'top of shared 1: protein' });
    const shown = await group.locator('li').evaluateAll((items) => items.map((item) => item.textContent ?? ''));
    const loadings = data.loadings?.find(({ modality }) => modality === 'protein');
    const first = [...(loadings?.shared[0] ?? [])].map(Math.abs).sort((a, b) => b - a);
    expect(shown).toHaveLength(8);
    const sizes = shown.map((text) => Math.abs(Number(text.match(/(−?)(\d\.\d\d)$/)?.[2])));
    expect(sizes).toEqual(first.slice(0, 8).map((size) => Number(size.toFixed(2))));
    const name = (await group.locator('.loading-name').nth(2).textContent()) ?? '';
    await group.locator('.loading-name').nth(2).click();
    await page.locator('[data-view="feature"] h2', { hasText: name }).waitFor();
    expect(await page.getByLabel('Target', { exact: true }).inputValue()).toBe('protein');
    await group.getByRole('button', { name: 'Select these 8' }).click();
    await page.locator('[data-view="r2"]').getByText('8 selected', { exact: true }).waitFor();
    await table.getByRole('button', { name: 'private mirna 1' }).click();
    expect(await table.getByRole('region').count()).toBe(1);
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });
});
