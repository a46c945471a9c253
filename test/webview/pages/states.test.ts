import { describe, expect, test } from 'vitest';
import { runFixture } from '../fixtures.ts';
import { CLEAN, drawn, viewerPages } from './viewerPages.ts';

const { open, openRun } = viewerPages();

describe('states', () => {
  test('before the first message the page says that it opens', async () => {
    const opened = await open();
    await opened.page.getByText('Opening the run…').waitFor();
    await opened.send({ type: 'problem', message: 'run.crossmodal is not JSON.' });
    await opened.page.getByRole('alert').getByText('run.crossmodal is not JSON.').waitFor();
    await opened.page.close();
  });

  test('before the first evaluation every panel says what will come', async () => {
    const opened = await open();
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

  test('a run whose files were left behind says of each view which to copy, once all was sent', async () => {
    const opened = await open();
    const { page } = opened;
    const bare = { ...runFixture(), latents: null, r2: null, loadings: null };
    const { folder, run, history } = bare;
    await opened.send({ type: 'run', folder, run, history });
    await page.locator('[data-view="r2"]').getByText('Reading the run…').waitFor();
    await opened.sendRun(bare);
    await page.locator('[data-view="latents"]').getByText('latents.csv is not in the run folder.').waitFor();
    for (const view of ['r2', 'heatmap', 'feature']) {
      await page.locator(`[data-view="${view}"]`).getByText('r2.csv is not in the run folder.').waitFor();
    }
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('a failed run shows its error in plain sight, with the way to the log', async () => {
    const opened = await open();
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
    const opened = await open();
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
    const opened = await open();
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
    const opened = await open();
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
    const canvas = opened.page.locator('[data-view="latents"] .latent-large canvas');
    const image = () => canvas.evaluate((element) => (element instanceof HTMLCanvasElement ? element.toDataURL() : ''));
    const dark = await image();
    await opened.page.evaluate(() => {
      document.body.className = document.body.className.replace('vscode-dark', 'vscode-light');
      document.documentElement.style.setProperty('--vscode-editor-background', '#ffffff');
    });
    await expect.poll(image).not.toBe(dark);
    await opened.page.close();
  });

  test('a plot out of sight is drawn in a new theme without being scrolled to', async () => {
    const opened = await openRun(runFixture(), { height: 300 });
    const canvas = opened.page.locator('[data-view="feature"] canvas').first();
    const image = () => canvas.evaluate((element) => (element instanceof HTMLCanvasElement ? element.toDataURL() : ''));
    const dark = await image();
    await opened.page.evaluate(() => {
      document.body.className = document.body.className.replace('vscode-dark', 'vscode-light');
      document.documentElement.style.setProperty('--vscode-editor-background', '#ffffff');
    });
    await expect.poll(image).not.toBe(dark);
    expect(await opened.page.evaluate(() => window.scrollY)).toBe(0);
    await opened.page.close();
  });
});
