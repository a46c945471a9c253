import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { comparison, runsFixture } from '../comparisonFixture.ts';
import { type FixtureOptions, runFixture } from '../fixtures.ts';
import { inspectionFixture } from '../inspectionFixture.ts';
import type { PageOptions, ViewerPage } from './page.ts';
import type { ThemeName } from './themes.ts';
import { CLEAN, drawn, tables, viewerPages } from './viewerPages.ts';

const { open, openRun } = viewerPages();

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

/** Where pictures lie for a person to look at; nothing is compared with them. */
const PICTURES = join(import.meta.dirname, '../../../test-results/webview');
beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
});

/** One picture of each view and one of the whole page. */
async function picture({ page }: ViewerPage, state: string, theme: ThemeName): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${state}-${theme}.png`), fullPage: true });
  for (const view of await page.locator('[data-view]').all()) {
    if (!(await view.isVisible())) continue;
    const name = `${state}-${await view.getAttribute('data-view')}-${theme}.png`;
    const bytes = await view.screenshot({ path: join(PICTURES, name) });
    expect(bytes.length, name).toBeGreaterThan(500);
  }
}

describe('a picture of every view', () => {
  test.each(['dark', 'light', 'contrast', 'contrastLight'] as const)('in %s', async (theme) => {
    const results = await openRun(runFixture(), { theme, height: 1200 });
    await picture(results, 'results', theme);
    await results.page.close();

    const training = await openRun(runFixture({ status: 'running', epoch: 40 }), { theme });
    await training.page.screenshot({ path: join(PICTURES, `training-${theme}.png`), fullPage: true });
    await training.page.close();

    const failed = await open({ theme });
    await failed.sendRun(runFixture({ status: 'failed', epoch: 14, evaluated: false, error: 'The loss became NaN.' }));
    await drawn(failed, 'training');
    await failed.page.screenshot({ path: join(PICTURES, `failed-${theme}.png`), fullPage: true });
    await failed.page.close();

    const inspection = await open({ theme });
    await inspection.send({ type: 'inspection', inspection: await inspectionFixture() });
    await drawn(inspection, 'inspection');
    await picture(inspection, 'inspection', theme);
    await inspection.page.close();

    const compared = await open({ theme });
    await compared.send(comparison(runsFixture({}, {}, {})));
    for (const view of ['r2', 'courses', 'latents']) await drawn(compared, `compared-${view}`);
    await picture(compared, 'comparison', theme);
    await compared.page.close();
  });
});
