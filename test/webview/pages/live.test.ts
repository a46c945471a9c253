import { describe, expect, test } from 'vitest';
import { runFixture } from '../fixtures.ts';
import { CLEAN, viewerPages } from './viewerPages.ts';

const { openRun } = viewerPages();

describe('live updates', () => {
  test('keep zoom, chosen feature and the chart elements', async () => {
    const opened = await openRun(runFixture({ status: 'running', epoch: 40 }));
    const { page } = opened;
    const plot = page.locator('.latent-large .scatter-plot');
    const before = Number(await plot.locator('canvas').getAttribute('data-points'));
    expect(before).toBe(92);
    await plot.hover({ position: { x: 100, y: 100 } });
    await page.mouse.wheel(0, -1000);
    await page.mouse.wheel(0, -1000);
    await page.waitForFunction(
      (all) => Number(document.querySelector<HTMLElement>('[data-view="latents"] canvas')?.dataset['points']) < all,
      before,
    );
    const axis = page.locator('.latent-large .axes');
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

  test('let the curves come first while they grow, and after the results once these are there', async () => {
    const opened = await openRun(runFixture({ status: 'running', epoch: 40 }), { width: 420 });
    const { page } = opened;
    const views = () =>
      page
        .locator('main > [data-view]')
        .evaluateAll((panels) => panels.map((panel) => panel.getAttribute('data-view')));
    expect((await views()).slice(0, 3)).toEqual(['findings', 'training', 'latents']);
    await page.evaluate(() =>
      document.querySelector('[data-view="training"] .chart svg')?.setAttribute('data-mark', 'kept'),
    );
    await opened.sendRun(runFixture({ status: 'finished' }));
    await expect.poll(async () => (await views()).at(1)).toBe('latents');
    expect((await views()).slice(-2)).toEqual(['training', 'about']);
    expect(await page.locator('[data-view="training"] .chart svg[data-mark="kept"]').count()).toBe(1);
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

  test('a run that stopped or was interrupted is resumed by its button, which waits for an answer', async () => {
    const interrupted = runFixture({ status: 'failed', epoch: 41, error: 'The process ended without a word.' });
    const opened = await openRun(interrupted);
    const { page } = opened;
    const button = page.getByRole('button', { name: /Resum/ });
    const { folder, run, history } = interrupted;
    await opened.send({ type: 'run', folder, run, history, interrupted: true });
    await page.locator('.status', { hasText: 'interrupted' }).waitFor();
    await button.click();
    expect(await button.textContent()).toBe('Resuming…');
    expect(await button.isDisabled()).toBe(true);
    expect((await opened.posted()).filter(({ type }) => type === 'resume')).toHaveLength(1);

    // It could not go on: the host tells how the run stands.
    await opened.send({ type: 'run', folder, run, history, interrupted: true });
    await expect.poll(() => button.textContent()).toBe('Resume training');
    await opened.sendRun(runFixture({ status: 'running', epoch: 42 }));
    await page.getByRole('button', { name: 'Stop and keep best' }).waitFor();
    expect(await button.count()).toBe(0);
    await opened.sendRun(runFixture({ status: 'finished' }));
    await page.locator('.status', { hasText: 'finished' }).waitFor();
    expect(await page.locator('.run-header button').count()).toBe(0);
    await page.close();
  });

  test('nothing flickers: elements stay, no frame is empty, and what did not change has the same pixels', async () => {
    const before = runFixture({ status: 'running', epoch: 40 });
    const opened = await openRun(before, { height: 1200 });
    const { page } = opened;
    const plot = page.locator('.latent-large .scatter-plot');
    const area = await plot.boundingBox();
    if (!area) throw new Error('the scatter has no place');
    await page.mouse.move(area.x + 1, area.y + 1);
    await page.mouse.down();
    for (const [x, y] of [
      [0.5, 0],
      [0.5, 0.999],
      [0, 0.999],
    ]) {
      await page.mouse.move(area.x + x * area.width, area.y + y * area.height, { steps: 4 });
    }
    await page.mouse.up();
    const status = page.locator('.latent-large .scatter [role="status"]');
    await expect.poll(() => status.textContent()).toMatch(/^\d+ of 92/);
    await plot.locator('canvas').focus();
    await page.keyboard.press('+');
    await expect.poll(() => status.textContent()).toContain('Zoomed in');
    const selected = await status.textContent();
    await page.mouse.move(0, 0);
    const pictures = () =>
      Promise.all([plot.screenshot(), page.locator('[data-view="r2"] .chart').first().screenshot()]);
    await page.waitForTimeout(300);
    const old = await pictures();
    await page.evaluate(() => {
      const kept = document.querySelectorAll('[data-view], .chart svg, canvas, .ranked-row, .finding');
      for (const element of kept) element.setAttribute('data-mark', 'kept');
      // Looks at every frame until the page is closed.
      const seen = { frames: 0, empty: 0 };
      Reflect.set(window, 'seen', seen);
      const look = () => {
        seen.frames++;
        for (const canvas of document.querySelectorAll<HTMLCanvasElement>('[data-view="latents"] canvas')) {
          const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [0] };
          if (!data.some((value) => value > 0)) seen.empty++;
        }
        for (const chart of document.querySelectorAll('.chart')) if (!chart.querySelector('svg path')) seen.empty++;
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    const marked = () => page.locator('[data-view][data-mark], .chart svg[data-mark], canvas[data-mark]').count();
    const count = await marked();
    for (const epoch of [41, 42, 43]) {
      const { run, history } = runFixture({ status: 'running', epoch });
      await opened.sendRun({ ...before, run, history });
      await page.getByText(`epoch ${epoch}/100`).waitFor();
    }
    await page.waitForTimeout(300);
    const seen: { frames: number; empty: number } = await page.evaluate(() => Reflect.get(window, 'seen'));
    expect(seen.frames).toBeGreaterThan(10);
    expect(seen.empty).toBe(0);
    expect(await marked()).toBe(count);
    expect(await status.textContent()).toBe(selected);
    const now = await pictures();
    expect(now.map((picture, i) => picture.equals(old[i]))).toEqual([true, true]);
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('choices come back when the editor is shown again', async () => {
    const data = runFixture();
    const first = await openRun(data);
    await first.page.getByRole('button', { name: 'private mirna', exact: true }).click();
    await first.page.getByRole('combobox', { name: 'colour' }).selectOption('stage');
    const saved: unknown = await first.page.evaluate(() => Reflect.get(window, 'saved'));
    await first.page.close();
    const second = await openRun(data, { saved });
    expect(await second.page.locator('.latent-large h3').textContent()).toBe('private mirna');
    const chosen = second.page.getByRole('combobox', { name: 'colour' }).locator('option:checked');
    expect(await chosen.textContent()).toBe('stage');
    await second.page.close();
  });
});
