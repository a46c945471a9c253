import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { median } from '../../src/math/statistics.ts';
import { launchBrowser, openViewer } from '../../test/webview/pages/page.ts';
import { scoredRow, sweepPlan } from '../../test/webview/sweepFixture.ts';

const ROUNDS = 5;
const MOVES = 20;
/** Milliseconds after which nothing changes any more. */
const SETTLED = 1_500;

/** Milliseconds of a range over one score, with a line for every run. */
export interface BrushTime {
  readonly lines: number;
  /** from the first move to the frame that shows it */
  readonly first: number;
  /** the same of each later move */
  readonly move: number;
  /** from the release until every view shows the runs that are left */
  readonly release: number;
}

/** Draws a range over the parallel coordinates of ten thousand runs, in a browser without a graphics card. The extension must have been built. */
export async function brushTime(): Promise<BrushTime> {
  const read = (name: string) => readFile(join('dist', name), 'utf8');
  const viewer = { script: await read('viewer.js'), style: await read('viewer.css') };
  const plan = sweepPlan(
    {
      'model.name': ['avg', 'mvae', 'mmvae', 'mmvae++'],
      'model.shared': [1, 2, 3, 4, 5, 6, 8, 10, 15, 20],
      'training.beta': [0.01, 0.1, 0.5, 1, 2],
    },
    50,
  );
  const browser = await launchBrowser();
  try {
    const { page, send, faults } = await openViewer(browser, viewer, {
      of: 'sweep',
      height: 1_200,
      saved: { everyRun: true },
    });
    await send({ type: 'plan', folder: '', plan });
    await send({ type: 'rows', rows: plan.runs.map((_, i) => scoredRow(plan, i)) });
    await page.getByRole('button', { name: `${plan.runs.length.toLocaleString('en')} finished` }).waitFor();
    for (const view of ['parallel', 'curves', 'runs'])
      await page.locator(`[data-view="sweep-${view}"][data-ready="true"]`).waitFor();
    const rounds = [];
    while (rounds.length < ROUNDS) rounds.push(await brush(page));
    const { errors, violations, messages } = await faults();
    if (errors !== '0' || violations !== '0' || messages.length > 0)
      throw new Error(`the page failed: ${messages.join('; ')}`);
    return {
      lines: plan.runs.length,
      first: median(rounds.map(({ first }) => first)),
      move: median(rounds.flatMap(({ moves }) => moves)),
      release: median(rounds.map(({ release }) => release)),
    };
  } finally {
    await browser.close();
  }
}

/** From the top of the score's axis downwards, then back to all runs. */
async function brush(page: Page): Promise<{ first: number; moves: number[]; release: number }> {
  const axis = page.locator('[data-view="sweep-parallel"]').getByRole('slider').last();
  await axis.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  // Plots that come into view are drawn then.
  await page.waitForTimeout(600);
  const box = await axis.boundingBox();
  if (!box) throw new Error('the axis has no place');
  const to = (share: number) => page.mouse.move(box.x + box.width / 2, box.y + share * box.height);
  await to(0.01);
  await page.mouse.down();
  const moves: number[] = [];
  while (moves.length <= MOVES) {
    const shown = await nextMove(page);
    await to(0.05 + (0.8 * moves.length) / MOVES);
    moves.push(await shown());
  }
  const left = await page.locator('.run-filters [role="status"]').textContent();
  const changed = await lastChange(page);
  await page.mouse.up();
  const release = await changed();
  if ((await page.locator('.run-filters [role="status"]').textContent()) === left)
    throw new Error('no run was left out');
  await axis.dblclick();
  await page.waitForTimeout(SETTLED);
  const [first, ...others] = moves;
  return { first, moves: others, release };
}

/** Starts with the next move. @returns what waits for the frame that shows it and for what is left to do after it */
async function nextMove(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const shown = new Promise<number>((resolve) => {
      const listen = () => {
        const start = performance.now();
        const idle = () => requestIdleCallback(() => resolve(performance.now() - start));
        requestAnimationFrame(() => requestAnimationFrame(idle));
      };
      window.addEventListener('pointermove', listen, { once: true, capture: true });
    });
    Object.assign(window, { shown });
  });
  return () => page.evaluate((): Promise<number> => Reflect.get(window, 'shown'));
}

/** Starts with the release of the pointer. @returns what tells when something last changed in the page */
async function lastChange(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const changed = { start: 0, last: 0 };
    Object.assign(window, { changed });
    window.addEventListener('pointerup', () => Object.assign(changed, { start: performance.now() }), {
      once: true,
      capture: true,
    });
    new MutationObserver(() => Object.assign(changed, { last: performance.now() })).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
  return async () => {
    await page.waitForTimeout(SETTLED);
    return page.evaluate(() => {
      const { start, last }: { start: number; last: number } = Reflect.get(window, 'changed');
      return last - start;
    });
  };
}
