import { describe, expect, test } from 'vitest';
import { featureFixture, runFixture } from '../fixtures.ts';
import { CLEAN, viewerPages } from './viewerPages.ts';

const { open, openRun } = viewerPages();

describe('an opened feature', () => {
  test('shows its predictions by label beside the latents coloured by it, which the latent space can take over', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const panel = page.locator('[data-view="feature"]');
    const [prediction, latents] = [panel.locator('figure').first(), panel.locator('figure').last()];
    const name = (await panel.locator('h2').textContent()) ?? '';
    await prediction.getByRole('button', { name: /^C1A/ }).waitFor();
    await latents.getByRole('heading', { name: `Latent space: shared, coloured by ${name}` }).waitFor();
    await latents.locator('.ramp-title', { hasText: name }).waitFor();
    const colour = page.getByRole('combobox', { name: 'colour' });
    expect(await colour.inputValue()).not.toContain(name);
    await latents.getByRole('button', { name: 'Colour the latent space by this feature' }).click();
    await page.locator('[data-view="latents"] .ramp-title', { hasText: name }).waitFor();
    expect(await latents.getByRole('button', { name: /^Colour the latent space/ }).count()).toBe(0);
    const asked = (await opened.posted()).flatMap((message) =>
      message.type === 'ask' && message.ask.about === 'values' ? [message.ask.feature] : [],
    );
    expect(asked).toEqual([name]);
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('takes part in the selection of samples, both ways', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const panel = page.locator('[data-view="feature"]');
    const plot = panel.locator('canvas').first();
    await plot.focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('+');
    await expect.poll(async () => Number(await plot.getAttribute('data-points'))).toBeLessThan(60);
    const inView = Number(await plot.getAttribute('data-points'));
    expect(inView).toBeGreaterThan(3);
    await page.keyboard.press('Enter');
    await page.locator('[data-view="latents"]').getByText(`n = 92; ${inView} selected`).waitFor();
    const shares = await panel.locator('figure').first().locator('.legend-select .number').allTextContents();
    const chosen = shares.map((text) => Number(text.split(' of ')[0]));
    expect(chosen.reduce((sum, count) => sum + count, 0)).toBe(inView);
    await panel.locator('figure').first().getByRole('button', { name: /^C1A/ }).click();
    await page.locator('[data-view="latents"]').getByText('n = 92; 39 selected').waitFor();
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('says that it reads the values, and why they did not come', async () => {
    const data = runFixture();
    const opened = await open();
    await opened.sendRun(data);
    const { page } = opened;
    const panel = page.locator('[data-view="feature"]');
    const name = (await panel.locator('h2').textContent()) ?? '';
    const answer = async (about: 'prediction' | 'values') => {
      const asks = (await opened.posted()).flatMap((message) => (message.type === 'ask' ? [message.ask] : []));
      return asks.find((ask) => ask.about === about)?.id ?? '';
    };
    await panel.getByText(`Reading the held-out predictions of ${name}…`).waitFor();
    const content = featureFixture(data, 'protein', 'mirna', name);
    await opened.send({ type: 'answer', answer: { about: 'prediction', id: await answer('prediction'), content } });
    await panel.getByText(`Reading ${name}…`, { exact: true }).waitFor();
    await opened.send({
      type: 'askFailed',
      about: 'values',
      id: await answer('values'),
      message: 'mirna.csv is gone.',
    });
    await panel.getByRole('alert').getByText('mirna.csv is gone.').waitFor();
    expect(await panel.locator('canvas').count()).toBe(1);
    await panel.getByRole('button', { name: 'Try again' }).click();
    await panel.getByText(`Reading ${name}…`, { exact: true }).waitFor();
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('stays beside the ranked table on a wide page, and its two plots beside each other on a narrower one', async () => {
    const opened = await openRun(runFixture(), { width: 1400 });
    const { page } = opened;
    const place = async (selector: string) => {
      const box = await page.locator(selector).boundingBox();
      if (!box) throw new Error(`${selector} is not in the page`);
      return box;
    };
    const [table, feature] = [await place('[data-view="r2"]'), await place('[data-view="feature"]')];
    expect(feature.y).toBe(table.y);
    expect(feature.x).toBeGreaterThanOrEqual(table.x + table.width);
    await page.setViewportSize({ width: 900, height: 900 });
    const [first, second] = [
      await place('.feature-plot:nth-child(1) .scatter'),
      await place('.feature-plot:nth-child(2) .scatter'),
    ];
    expect(second.x).toBeGreaterThanOrEqual(first.x + first.width);
    expect(Math.abs(second.y - first.y)).toBeLessThan(30);
    await page.close();
  });
});
