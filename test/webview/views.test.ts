import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunData } from '../../src/run/runData.ts';
import { type FixtureOptions, inspectionFixture, runFixture } from './fixtures.ts';
import { buildViewer, launchBrowser, openViewer, type PageOptions, type ViewerPage } from './page.ts';

let browser: Browser;
let viewer: { script: string; style: string };

beforeAll(async () => {
  [browser, viewer] = await Promise.all([launchBrowser(), buildViewer()]);
}, 60_000);
afterAll(() => browser.close());

const VIEWS = ['header', 'findings', 'training', 'latents', 'r2', 'heatmap', 'feature'];
const CLEAN = { errors: '0', violations: '0', messages: [] };

/** Opens a run whose host answers feature requests, and waits until every view is drawn. */
async function openRun(data: RunData, options: PageOptions = {}): Promise<ViewerPage> {
  const opened = await openViewer(browser, viewer, { answering: data, ...options });
  await opened.sendRun(data);
  for (const view of VIEWS) await drawn(opened, view);
  return opened;
}

async function drawn({ page }: ViewerPage, view: string): Promise<void> {
  await page.locator(`[data-view="${view}"][data-ready="true"]`).waitFor({ timeout: 15_000 });
}

const tables = (...features: number[]) =>
  features.map((count, i) => ({ name: ['rnaseq', 'mirna'][i], features: count }));

describe('every view draws under the strict policy, without an error, without scrolling sideways', () => {
  const cases: Record<string, { run: FixtureOptions; page?: PageOptions }> = {
    'in the dark theme': { run: {} },
    'in the light theme': { run: {}, page: { theme: 'light' } },
    'in high contrast': { run: {}, page: { theme: 'contrast' } },
    'in one narrow column': { run: {}, page: { width: 420 } },
    'in two columns': { run: {}, page: { width: 900 } },
    'while training': { run: { status: 'running', epoch: 61 } },
    'with 12 samples and 3 epochs': { run: { modalities: tables(8, 5), samples: 12, epochs: 3, folds: null } },
    'with one latent dimension': { run: { latentDimensions: 1 } },
    'with eight latent dimensions and 30 classes': {
      run: { latentDimensions: 8, classes: Array.from({ length: 30 }, (_, i) => `class ${i}`) },
    },
    'with 50,000 samples': { run: { modalities: tables(20, 10), samples: 50_000, folds: null } },
    'with names that look like HTML': {
      run: { featureName: (modality, i) => `</script><img src=x onerror=alert(1)>${modality}${i}` },
    },
  };
  test.each(Object.entries(cases))('%s', async (_name, { run, page: options }) => {
    const opened = await openRun(runFixture(run), options);
    expect(await opened.faults()).toEqual(CLEAN);
    const [content, window_] = await opened.page.evaluate(() => [
      document.documentElement.scrollWidth,
      window.innerWidth,
    ]);
    expect(content).toBeLessThanOrEqual(window_);
    expect(await opened.page.locator('img').count()).toBe(0);
    await opened.page.close();
  });
});

test('the inspection page draws tables, overlap, label and findings, and starts training', async () => {
  const opened = await openViewer(browser, viewer);
  await opened.send({ type: 'inspection', inspection: inspectionFixture() });
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
  const inspection = inspectionFixture();
  const opened = await openViewer(browser, viewer);
  await opened.send({
    type: 'inspection',
    inspection: { ...inspection, findings: [{ severity: 'error', text: 'No id is in both tables.', fix: null }] },
  });
  await drawn(opened, 'inspection');
  expect(await opened.page.getByRole('button', { name: 'Train on these' }).isDisabled()).toBe(true);
  await opened.page.close();
});

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

describe('the latent space', () => {
  test('hides a class by its legend button and tells who is under the pointer', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const panel = page.locator('[data-view="latents"]');
    const struck = () =>
      panel
        .locator('.legend-name')
        .evaluateAll((names) => names.map((name) => getComputedStyle(name).textDecorationLine));
    expect(await struck()).toEqual(['none', 'none', 'none']);
    await panel.getByRole('button', { name: /C1A/ }).click();
    await expect.poll(() => panel.locator('canvas').getAttribute('data-points')).toBe('53');
    expect(await struck()).toEqual(['none', 'line-through', 'none']);
    await panel.getByRole('button', { name: /C1A/ }).click();
    await expect.poll(() => panel.locator('canvas').getAttribute('data-points')).toBe('92');
    const area = await panel.locator('.scatter-plot').boundingBox();
    if (!area) throw new Error('the scatter has no place');
    // Row by row until a point is met.
    for (let y = 4; y < area.height && (await panel.locator('.tip').count()) === 0; y += 12) {
      await page.mouse.move(area.x, area.y + y);
      await page.mouse.move(area.x + area.width, area.y + y, { steps: 40 });
      for (let x = 0; x < area.width && (await panel.locator('.tip').count()) === 0; x += 16)
        await page.mouse.move(area.x + x, area.y + y);
    }
    expect(await panel.locator('.tip').textContent()).toMatch(/TCGA-OR-A5\d+C1A\.C1B: (C1A|C1B|missing) · fold \d/);
    await page.close();
  });

  test('zooms and moves by keys, and says in words what it shows', async () => {
    const opened = await openRun(runFixture());
    const plot = opened.page.locator('[data-view="latents"] canvas');
    expect(await plot.getAttribute('aria-label')).toContain(
      'Scatter of 92 samples in the shared block, coloured by C1A.C1B.',
    );
    await plot.focus();
    const axes = opened.page.locator('[data-view="latents"] .axes');
    const all = await axes.innerHTML();
    await opened.page.keyboard.press('+');
    await expect.poll(() => axes.innerHTML()).not.toBe(all);
    await opened.page.keyboard.press('ArrowLeft');
    await opened.page.keyboard.press('Escape');
    await expect.poll(() => axes.innerHTML()).toBe(all);
    await opened.page.close();
  });

  test('draws only samples that have the modality, and says how many lack it', async () => {
    const opened = await openRun(runFixture());
    await opened.page.getByRole('tab', { name: 'private protein' }).click();
    await opened.page.getByText('n = 46 of 92; the others lack protein').waitFor();
    expect(await opened.page.locator('[data-view="latents"] canvas').getAttribute('data-points')).toBe('46');
    await opened.page.close();
  });
});

test('every figure is saved as SVG with real colours, as PNG and as CSV', async () => {
  const opened = await openRun(runFixture());
  const { page } = opened;
  const figures = { training: 'loss', latents: 'latents-shared', r2: 'r2-', heatmap: 'heatmap-', feature: '-to-' };
  const formats = { svg: 'Figure as SVG', png: 'Figure as PNG', csv: 'Numbers as CSV' };
  for (const [view, name] of Object.entries(figures)) {
    const menu = page.locator(`[data-view="${view}"] .menu`).first();
    for (const [format, item] of Object.entries(formats)) {
      const saved = async () => (await opened.posted()).filter((message) => message.type === 'saveFile');
      const before = (await saved()).length;
      await menu.locator('summary').click();
      await menu.getByRole('button', { name: item }).click();
      await expect.poll(async () => (await saved()).length, { timeout: 15_000 }).toBe(before + 1);
      const figure = (await saved()).at(-1);
      if (figure?.type !== 'saveFile') throw new Error('no figure');
      expect(figure.format).toBe(format);
      expect(figure.name).toContain(name);
      if (format === 'svg') {
        expect(figure.content).not.toContain('var(--');
        expect(figure.content).toMatch(/n = \d+ samples/);
      } else if (format === 'png') expect(Buffer.from(figure.content, 'base64').subarray(1, 4).toString()).toBe('PNG');
      else expect(figure.content.split('\n').length).toBeGreaterThan(2);
    }
  }
  expect(await opened.faults()).toEqual(CLEAN);
  await page.close();
}, 60_000);

describe('states', () => {
  test('before the first message the page says that it opens', async () => {
    const opened = await openViewer(browser, viewer);
    await opened.page.getByText('Opening the run…').waitFor();
    await opened.send({ type: 'problem', message: 'run.crossmodal is not JSON.' });
    await opened.page.getByRole('alert').getByText('run.crossmodal is not JSON.').waitFor();
    await opened.page.close();
  });

  test('before the first evaluation every panel says what will come', async () => {
    const opened = await openViewer(browser, viewer);
    await opened.sendRun(runFixture({ status: 'running', epoch: 2, evaluated: false }));
    await drawn(opened, 'training');
    for (const text of [
      'The map appears with the first evaluation.',
      'Scores come with the first evaluation.',
      'Predictions come with the first evaluation.',
    ]) {
      await opened.page.getByText(text).first().waitFor();
    }
    expect(await opened.faults()).toEqual(CLEAN);
    await opened.page.close();
  });

  test('a failed run shows its error in plain sight, with the way to the log', async () => {
    const opened = await openViewer(browser, viewer);
    await opened.sendRun(
      runFixture({ status: 'failed', epoch: 14, evaluated: false, error: 'The loss became NaN in epoch 14.' }),
    );
    await opened.page.getByRole('alert').getByText('The loss became NaN in epoch 14.').waitFor();
    await opened.page.getByRole('button', { name: 'Open log' }).click();
    expect((await opened.posted()).at(-1)).toEqual({ type: 'openLog' });
    expect(await opened.page.locator('[data-view="latents"]').count()).toBe(0);
    await opened.page.close();
  });

  test('a feature that the host cannot read says why', async () => {
    const data = runFixture();
    const opened = await openViewer(browser, viewer);
    await opened.sendRun(data);
    const asked = async () => (await opened.posted()).find(({ type }) => type === 'ask');
    await expect.poll(asked).toBeDefined();
    const request = await asked();
    if (request?.type !== 'ask') throw new Error('nothing was asked for');
    const { about, id } = request.ask;
    await opened.send({ type: 'askFailed', about, id, message: 'This run keeps no predictions.' });
    await opened.page.locator('[data-view="feature"]').getByText('This run keeps no predictions.').waitFor();
    await opened.page.close();
  });

  test('an uncaught error is shown and counted, never silent', async () => {
    const opened = await openViewer(browser, viewer);
    await opened.page.evaluate(() => {
      setTimeout(() => {
        throw new Error('made by the test');
      });
    });
    await opened.page.getByText('The viewer has a fault, which is ours').waitFor();
    expect((await opened.faults()).errors).toBe('1');
    await opened.page.close();
  });

  test('a violation of the policy is counted and told to the host', async () => {
    const opened = await openViewer(browser, viewer);
    await opened.page.evaluate(() => {
      document.body.appendChild(document.createElement('img')).src = 'https://elsewhere.test/x.png';
    });
    await expect.poll(async () => (await opened.faults()).violations).toBe('1');
    expect(
      (await opened.posted()).some((message) => message.type === 'violation' && message.directive === 'img-src'),
    ).toBe(true);
    await opened.page.close();
  });

  test('a new theme recolours the canvas without a reload', async () => {
    const opened = await openRun(runFixture());
    const canvas = opened.page.locator('[data-view="latents"] canvas');
    const image = () => canvas.evaluate((element) => (element instanceof HTMLCanvasElement ? element.toDataURL() : ''));
    const dark = await image();
    await opened.page.evaluate(() => {
      document.body.className = document.body.className.replace('vscode-dark', 'vscode-light');
      document.documentElement.style.setProperty('--vscode-editor-background', '#ffffff');
    });
    await expect.poll(image).not.toBe(dark);
    await opened.page.close();
  });
});
