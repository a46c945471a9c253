import { describe, expect, test } from 'vitest';
import { umapFixture, valuesFixture } from '../answers.ts';
import { runFixture } from '../fixtures.ts';
import { CLEAN, viewerPages } from './viewerPages.ts';

const { open, openRun } = viewerPages();

describe('the latent space', () => {
  test('hides a class by its legend button and tells who is under the pointer', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const panel = page.locator('.latent-large');
    const struck = () =>
      panel
        .locator('.legend-name')
        .evaluateAll((names) => names.map((name) => getComputedStyle(name).textDecorationLine));
    expect(await struck()).toEqual(['none', 'none', 'none']);
    await panel.getByRole('button', { name: 'Hide C1A' }).click();
    await expect.poll(() => panel.locator('canvas').getAttribute('data-points')).toBe('53');
    expect(await struck()).toEqual(['none', 'line-through', 'none']);
    await panel.getByRole('button', { name: 'Hide C1A' }).click();
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
    const plot = opened.page.locator('.latent-large canvas');
    expect(await plot.getAttribute('aria-label')).toContain(
      'Scatter of 92 samples in the shared block, coloured by C1A.C1B.',
    );
    await plot.focus();
    const axes = opened.page.locator('.latent-large .axes');
    const all = await axes.innerHTML();
    await opened.page.keyboard.press('+');
    await expect.poll(() => axes.innerHTML()).not.toBe(all);
    await opened.page.keyboard.press('ArrowLeft');
    await opened.page.keyboard.press('Escape');
    await expect.poll(() => axes.innerHTML()).toBe(all);
    await opened.page.close();
  });

  test('every block is drawn; a click on a name draws it large, with what it lacks in words', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const points = () =>
      page.locator('[data-view="latents"] canvas').evaluateAll((all) => all.map((canvas) => canvas.dataset['points']));
    expect(await points()).toEqual(['92', '79', '46', '80']);
    await page.getByRole('button', { name: 'private protein', exact: true }).click();
    await page.getByText('n = 46 of 92; the others lack protein').waitFor();
    expect(await points()).toEqual(['46', '92', '79', '80']);
    expect(await page.locator('.latent-name').allTextContents()).toEqual([
      'private protein',
      'shared',
      'private rnaseq',
      'private mirna',
    ]);
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('a model without private blocks has one panel, and a block without dimensions has none', async () => {
    const data = runFixture();
    if (!data.latents) throw new Error('the fixture has latents');
    const [shared, , empty] = data.latents.blocks;
    const blocks = [shared, { ...empty, dimensions: [] }];
    const opened = await openRun({ ...data, latents: { ...data.latents, blocks } });
    expect(await opened.page.locator('.latent-name').allTextContents()).toEqual(['shared']);
    expect(await opened.faults()).toEqual(CLEAN);
    await opened.page.close();
  });

  test('components name their share of the variance; a UMAP says how it was made, or what it lacks', async () => {
    const flat = await openRun(runFixture());
    const umap = flat.page.locator('.latent-large').getByRole('button', { name: 'UMAP' });
    expect(await umap.getAttribute('aria-disabled')).toBe('true');
    expect(await umap.getAttribute('title')).toBe('UMAP takes 3 dimensions or more; this block has 2');
    await flat.page.close();

    const opened = await openRun(runFixture({ latentDimensions: 5 }));
    const large = opened.page.locator('.latent-large');
    const titles = () => large.locator('.axis-title').allTextContents();
    expect(await titles()).toEqual(['dimension 1', 'dimension 2']);
    await large.getByRole('combobox', { name: 'up' }).selectOption('dimension 4');
    await expect.poll(titles).toEqual(['dimension 1', 'dimension 4']);
    await large.getByRole('button', { name: 'PCA' }).click();
    await expect.poll(async () => (await titles()).join(' ')).toMatch(/^PC 1 \(\d+\s%\) PC 2 \(\d+\s%\)$/);
    const component = (await large.getByRole('combobox', { name: 'across' }).locator('option').allTextContents())[2];
    await large.getByRole('combobox', { name: 'across' }).selectOption(component);
    await expect.poll(async () => (await titles())[0]).toBe(component);
    await large.getByRole('button', { name: 'UMAP' }).click();
    await opened.page
      .getByText('n = 92; UMAP of 5 dimensions, fitted on 60 of 92 samples; 15 neighbours, seed 0')
      .waitFor();
    expect(await titles()).toEqual(['UMAP 1', 'UMAP 2']);
    expect(await large.locator('canvas').getAttribute('data-points')).toBe('92');
    expect(await opened.faults()).toEqual(CLEAN);
    await opened.page.close();
  });

  test('a UMAP that takes a while says so, and one that failed can be tried again', async () => {
    const data = runFixture({ latentDimensions: 3 });
    const opened = await open();
    await opened.sendRun(data);
    const large = opened.page.locator('.latent-large');
    await large.getByRole('button', { name: 'UMAP' }).click();
    await large.getByText('Laying out shared…').waitFor();
    await opened.send({ type: 'askProgress', about: 'umap', id: 'shared', text: 'Epoch 20 of 200' });
    await large.getByText('Epoch 20 of 200').waitFor();
    await opened.send({ type: 'askFailed', about: 'umap', id: 'shared', message: 'Too few samples for a map.' });
    await large.getByRole('alert').getByText('Too few samples for a map.').waitFor();
    await large.getByRole('button', { name: 'Try again' }).click();
    await large.getByText('Laying out shared…').waitFor();
    const asked = (await opened.posted()).filter((message) => message.type === 'ask' && message.ask.about === 'umap');
    expect(asked.length).toBe(2);
    await opened.send({
      type: 'answer',
      answer: { about: 'umap', id: 'shared', content: umapFixture(data, 'shared') },
    });
    await expect.poll(() => large.locator('canvas').getAttribute('data-points')).toBe('92');
    await opened.page.close();
  });
});

describe('the legend', () => {
  test('selects a class in every block; Shift adds one, Alt takes it away', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const caption = page.locator('.latent-large .caption');
    const legend = page.locator('[data-view="latents"] .legend');
    await legend.getByRole('button', { name: 'C1A 39' }).click();
    await expect.poll(() => caption.textContent()).toBe('n = 92; 39 selected');
    await legend.getByRole('button', { name: 'C1B 0 of 40' }).click({ modifiers: ['Shift'] });
    await expect.poll(() => caption.textContent()).toBe('n = 92; 79 selected');
    expect(await page.locator('.latent-small .caption').allTextContents()).toEqual([
      'n = 79; 68 selected',
      'n = 46; 40 selected',
      'n = 80; 69 selected',
    ]);
    await legend.getByRole('button', { name: 'C1A 39 of 39' }).click({ modifiers: ['Alt'] });
    await expect.poll(() => caption.textContent()).toBe('n = 92; 40 selected');
    await page.getByRole('button', { name: 'private protein', exact: true }).click();
    await expect
      .poll(() => caption.textContent())
      .toBe('n = 46 of 92; the others lack protein; 20 of 40 selected ones are here');
    await page.close();
  });

  test('hides a class, which n then leaves out and names', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const legend = page.locator('[data-view="latents"] .legend');
    await legend.getByRole('button', { name: 'Hide C1A' }).click();
    await expect.poll(() => page.locator('.latent-large .caption').textContent()).toBe('n = 53; 39 hidden');
    expect(await page.locator('.latent-small .caption').allTextContents()).toEqual([
      'n = 45; 34 hidden',
      'n = 26; 20 hidden',
      'n = 46; 34 hidden',
    ]);
    await legend.getByRole('button', { name: 'Hide C1A' }).click();
    await expect.poll(() => page.locator('.latent-large .caption').textContent()).toBe('n = 92');
    await page.close();
  });

  test('of values is a histogram: a drag or the handles select a range', async () => {
    const data = runFixture();
    const purity = data.latents?.labels.find(({ name }) => name === 'purity');
    if (purity?.kind !== 'continuous') throw new Error('the fixture has purity');
    const opened = await openRun(data, { height: 1400 });
    const { page } = opened;
    await page.getByRole('combobox', { name: 'colour' }).selectOption('purity');
    const plot = page.locator('[data-view="latents"] .ramp-plot');
    const area = await plot.boundingBox();
    if (!area) throw new Error('the histogram has no place');
    await page.mouse.move(area.x + area.width * 0.255, area.y + 20);
    await page.mouse.down();
    await page.mouse.move(area.x + area.width * 0.745, area.y + 20, { steps: 4 });
    await page.mouse.up();
    const present = purity.values.filter((value) => !Number.isNaN(value));
    const [low, high] = [Math.min(...present), Math.max(...present)];
    const share = (value: number) => (value - low) / (high - low);
    const inside = present.filter((value) => share(value) >= 0.25 && share(value) < 0.75).length;
    const caption = page.locator('.latent-large .caption');
    await expect.poll(() => caption.textContent()).toBe(`n = 92; ${inside} selected`);
    const selection = () => page.evaluate(() => Reflect.get(window, 'saved').selection.samples.origin);
    expect(await selection()).toMatch(/^purity 0\.5\d* to 0\.7\d*$/);

    const to = page.locator('[data-view="latents"]').getByRole('slider', { name: 'select to' });
    await to.focus();
    await page.keyboard.press('End');
    const above = present.filter((value) => share(value) >= 0.25).length;
    await expect.poll(() => caption.textContent()).toBe(`n = 92; ${above} selected`);
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('is spread by clip, log and fixed ends, and marks what lies beyond', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const legend = page.locator('[data-view="latents"] .legend');
    const ends = async () => (await legend.locator('.ramp-ends span:not(.muted)').allTextContents()).join(' and ');
    await page.getByRole('combobox', { name: 'colour' }).selectOption('error of rnaseq');
    await expect.poll(ends).toBe('0.3 and 1.28');
    await page.getByRole('combobox', { name: 'colour' }).selectOption('purity');
    await expect.poll(ends).toMatch(/^0\.4\d* and 0\.8\d*$/);
    await legend.getByText('Scale').click();
    await legend.getByLabel('clip').check();
    await expect.poll(ends).toMatch(/^≤ 0\.4\d* and ≥ 0\.8\d*$/);
    await legend.getByRole('spinbutton', { name: 'from' }).fill('0.5');
    await page.keyboard.press('Tab');
    await expect.poll(ends).toMatch(/^≤ 0\.5 and ≥ 0\.8\d*$/);
    expect(await legend.getByLabel('log').isEnabled()).toBe(true);
    const scales = () => page.evaluate(() => Reflect.get(window, 'saved').scale);
    expect(await scales()).toEqual({ '["label","purity"]': { clip: true, log: false, low: 0.5, high: null } });
    await page.close();
  });
});

describe('colour by a feature', () => {
  test('is found by typing, and its values colour every block', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    await page.getByRole('combobox', { name: 'colour' }).selectOption('find a feature…');
    const field = page.getByRole('searchbox', { name: 'find a feature' });
    await page.getByText('first 50 of 2,623 matches').waitFor();
    await field.fill('MIRNA_47');
    await page.getByText('3 matches').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const panel = page.locator('[data-view="latents"]');
    await panel.locator('.ramp-title').getByText('mirna_470 (log1p)').waitFor();
    expect(await panel.getByRole('combobox', { name: 'colour' }).locator('option:checked').textContent()).toBe(
      'mirna_470 (mirna)',
    );
    expect(await panel.locator('.latent-large canvas').getAttribute('aria-label')).toContain(
      'coloured by mirna_470 (log1p)',
    );
    // The predictions go on to be coloured by the label.
    expect(await page.locator('[data-view="feature"] .legend', { hasText: 'C1A' }).count()).toBe(1);
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('keeps the colours there are until the values are here, and says why they are not', async () => {
    const data = runFixture();
    const opened = await open();
    await opened.sendRun(data);
    const panel = opened.page.locator('[data-view="latents"]');
    await panel.getByRole('combobox', { name: 'colour' }).selectOption('stage');
    await panel.getByRole('combobox', { name: 'colour' }).selectOption('find a feature…');
    await opened.page.keyboard.type('protein_7');
    await opened.page.keyboard.press('Enter');
    await panel.getByRole('status').getByText('Reading protein_7…').waitFor();
    await panel.locator('.legend').getByText('stage iv').waitFor();
    const id = JSON.stringify(['protein', 'protein_7']);
    await opened.send({ type: 'askFailed', about: 'values', id, message: 'protein.csv is gone.' });
    await panel.getByRole('alert').getByText('protein.csv is gone.').waitFor();
    await panel.locator('.legend').getByText('stage iv').waitFor();
    await panel.getByRole('button', { name: 'Try again' }).click();
    await panel.getByText('Reading protein_7…').waitFor();
    const content = valuesFixture(data, 'protein', 'protein_7');
    await opened.send({ type: 'answer', answer: { about: 'values', id, content } });
    await panel.locator('.ramp-title').getByText('protein_7 (log1p)').waitFor();
    expect(await panel.locator('.waiting').count()).toBe(0);
    await opened.page.close();
  });
});
