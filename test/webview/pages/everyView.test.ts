import { describe, expect, test } from 'vitest';
import { type FixtureOptions, runFixture } from '../fixtures.ts';
import type { PageOptions } from './page.ts';
import { CLEAN, tables, viewerPages } from './viewerPages.ts';

const { openRun } = viewerPages();

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
