import { expect, test } from 'vitest';
import type { Distinction } from '../../../src/run/runData.ts';
import { runFixture } from '../fixtures.ts';
import type { ViewerPage } from './page.ts';
import { CLEAN, viewerPages } from './viewerPages.ts';

const { openRun } = viewerPages();

const data = runFixture();
const ids = data.latents?.sampleIds ?? [];
const withGroups = {
  ...data,
  groups: [
    { name: 'first twenty', samples: ids.slice(0, 20), features: null },
    { name: 'next ten', samples: ids.slice(20, 30), features: null },
  ],
};
const found: Distinction = {
  inside: 20,
  outside: 72,
  compared: 2623,
  features: [
    { modality: 'mirna', feature: 'mirna_7', effect: 2.1, meanInside: 6.25, meanOutside: 4.1, q: 1e-9 },
    { modality: 'protein', feature: 'protein_3', effect: -1.4, meanInside: -0.5, meanOutside: 0.25, q: 0.012 },
    { modality: 'mirna', feature: 'mirna_9', effect: 0.9, meanInside: 3.5, meanOutside: 3, q: 0.2 },
  ],
};

const asked = async ({ posted }: ViewerPage) =>
  (await posted()).flatMap((message) =>
    message.type === 'ask' && message.ask.about === 'distinction' ? [message.ask] : [],
  );

test('a selection is compared with the others when asked to, and its answer stays while the selection moves on', async () => {
  const opened = await openRun(withGroups);
  const { page } = opened;
  const panel = page.locator('[data-view="distinction"]');
  await panel.getByText('Select samples first').waitFor();
  await page.getByRole('button', { name: /^first twenty/ }).click();
  expect(await asked(opened)).toEqual([]);
  await page.getByRole('button', { name: 'What distinguishes these?' }).click();
  await expect.poll(async () => (await asked(opened)).length).toBe(1);
  const [ask] = await asked(opened);
  expect([...ask.rows]).toEqual(Array.from({ length: 20 }, (_, i) => i));
  await panel.getByText('Comparing 20 samples with the others…').waitFor();
  const { about, id } = ask;
  await opened.send({ type: 'askProgress', about, id, text: 'Reading rnaseq.csv…' });
  await panel.getByText('Reading rnaseq.csv…').waitFor();
  await opened.send({ type: 'answer', answer: { about, id, content: found } });
  await panel.getByText('first twenty: 20 samples against 72 others').waitFor();
  const rows = panel.locator('tbody tr');
  expect(await rows.allInnerTexts()).toEqual([
    expect.stringMatching(/^mirna_7\s*mirna\s+2\.10\s+6\.3\s+4\.1\s+<0\.001$/),
    expect.stringMatching(/^protein_3\s*protein\s+−1\.40\s+−0\.50\s+0\.25\s+0\.012$/),
    expect.stringMatching(/^mirna_9\s*mirna\s+0\.90\s+3\.5\s+3\.0\s+0\.20$/),
  ]);

  await page.getByRole('button', { name: /^next ten/ }).click();
  await panel.getByText('what follows is about another selection').waitFor();
  expect(await rows.count()).toBe(3);
  await panel.getByRole('button', { name: 'Compare 10 selected samples with the others' }).click();
  await expect.poll(async () => (await asked(opened)).length).toBe(2);
  expect(await opened.faults()).toEqual(CLEAN);
  await page.close();
});

test('the features found are opened, narrowed to a table, selected and saved', async () => {
  const opened = await openRun(withGroups);
  const { page } = opened;
  const panel = page.locator('[data-view="distinction"]');
  await page.getByRole('button', { name: /^first twenty/ }).click();
  await page.getByRole('button', { name: 'What distinguishes these?' }).click();
  await expect.poll(async () => (await asked(opened)).length).toBe(1);
  const [{ about, id }] = await asked(opened);
  await opened.send({ type: 'answer', answer: { about, id, content: found } });
  await panel.getByRole('button', { name: 'protein_3' }).click();
  await page.getByRole('heading', { name: 'protein_3', exact: true }).waitFor();
  const values = async () =>
    (await opened.posted()).findLast((message) => message.type === 'ask' && message.ask.about === 'values');
  await expect.poll(values).toMatchObject({ ask: { modality: 'protein', feature: 'protein_3' } });
  expect(await panel.getByRole('button', { name: 'Select these features' }).isDisabled()).toBe(true);
  await panel.getByRole('combobox', { name: 'features of' }).selectOption('mirna');
  expect(await panel.locator('tbody tr').count()).toBe(2);
  await panel.getByRole('button', { name: 'Select these features' }).click();
  await page.getByText('2 mirna features: distinguish first twenty').waitFor();
  await panel.getByRole('button', { name: 'Save as CSV' }).click();
  const file = async () => (await opened.posted()).findLast((message) => message.type === 'saveFile');
  await expect.poll(file).toMatchObject({
    name: 'distinguishes-first twenty',
    content:
      'modality,feature,cohens_d,mean_inside,mean_outside,q\nmirna,mirna_7,2.1,6.25,4.1,1e-9\nmirna,mirna_9,0.9,3.5,3,0.2\n',
  });
  await page.close();
});

test('what went wrong is said, and asked again on a click', async () => {
  const opened = await openRun(withGroups);
  const { page } = opened;
  const panel = page.locator('[data-view="distinction"]');
  await page.getByRole('button', { name: /^first twenty/ }).click();
  await page.getByRole('button', { name: 'What distinguishes these?' }).click();
  await expect.poll(async () => (await asked(opened)).length).toBe(1);
  const [{ about, id }] = await asked(opened);
  await opened.send({ type: 'askFailed', about, id, message: 'rnaseq.csv has changed since the run.' });
  await panel.getByRole('alert').getByText('rnaseq.csv has changed since the run.').waitFor();
  await panel.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(async () => (await asked(opened)).length).toBe(2);
  await page.close();
});
