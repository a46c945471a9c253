import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { RunData } from '../../../src/run/runData.ts';
import { buildViewer, launchBrowser, openViewer, type PageOptions, type Viewer, type ViewerPage } from './page.ts';

const VIEWS = ['header', 'findings', 'training', 'latents', 'r2', 'heatmap', 'feature'];

/** What `faults()` says where there are none. */
export const CLEAN = { errors: '0', violations: '0', messages: [] };

/** One browser for the tests of a file. */
export function viewerPages() {
  let browser: Browser;
  let viewer: Viewer;
  beforeAll(async () => {
    [browser, viewer] = await Promise.all([launchBrowser(), buildViewer()]);
  });
  afterAll(() => browser.close());

  /** An empty viewer that waits for its host. */
  const open = (options: PageOptions = {}): Promise<ViewerPage> => openViewer(browser, viewer, options);
  /** A run whose host answers questions, with every view drawn. */
  const openRun = async (data: RunData, options: PageOptions = {}): Promise<ViewerPage> => {
    const opened = await open({ answering: data, ...options });
    await opened.sendRun(data);
    for (const view of VIEWS) await drawn(opened, view);
    return opened;
  };
  return { open, openRun };
}

export async function drawn({ page }: ViewerPage, view: string): Promise<void> {
  await page.locator(`[data-view="${view}"][data-ready="true"]`).waitFor();
}

/** Tables with these numbers of features. */
export const tables = (...features: number[]) =>
  features.map((count, i) => ({ name: ['rnaseq', 'mirna'][i] ?? `table${i}`, features: count }));
