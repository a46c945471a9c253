import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { runFixture } from '../fixtures.ts';
import type { ViewerPage } from './page.ts';
import { CLEAN, viewerPages } from './viewerPages.ts';

const { openRun } = viewerPages();

const data = runFixture();
const ids = data.latents?.sampleIds ?? [];
const withGroups = {
  ...data,
  groups: [
    { name: 'first five', samples: [...ids.slice(0, 5), 'TCGA-gone'], features: null },
    { name: 'next five', samples: ids.slice(5, 10), features: null },
    { name: 'two of mirna', samples: null, features: { modality: 'mirna', names: ['mirna_1', 'mirna_2'] } },
  ],
};

const bar = (page: Page) => page.getByRole('region', { name: 'Selection' });
const said = (page: Page) => page.locator('#app > [role="status"]').textContent();
const chip = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Saved groups' }).getByRole('button', { name: new RegExp(`^${name}`) });

/** What the viewer had the host keep or save last. */
const kept = async ({ posted }: ViewerPage) => (await posted()).findLast((message) => message.type === 'saveGroups');
const saved = async ({ posted }: ViewerPage) => (await posted()).findLast((message) => message.type === 'saveFile');

describe('the selection', () => {
  test('is said, undone, redone, inverted and cleared, by buttons and by keys', async () => {
    const opened = await openRun(withGroups);
    const { page } = opened;
    expect(await said(page)).toBe('Nothing is selected.');
    await chip(page, 'first five').click();
    await expect.poll(() => said(page)).toBe('5 of 92 samples selected: first five.');
    await chip(page, 'next five').click({ modifiers: ['Shift'] });
    await expect.poll(() => said(page)).toBe('10 of 92 samples selected: first five and next five.');
    await chip(page, 'two of mirna').click();
    await expect.poll(() => said(page)).toMatch(/2 mirna features selected: two of mirna\.$/);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Meta+z');
    await expect.poll(() => said(page)).toBe('5 of 92 samples selected: first five.');
    await page.keyboard.press('Control+y');
    await expect.poll(() => said(page)).toBe('10 of 92 samples selected: first five and next five.');
    await chip(page, 'first five').click({ modifiers: ['Alt'] });
    await expect.poll(() => said(page)).toMatch(/^5 of 92 samples/);
    await bar(page).getByRole('button', { name: 'Invert' }).click();
    await expect.poll(() => said(page)).toMatch(/^87 of 92 samples/);
    await page.locator('h1').click();
    await page.keyboard.press('Escape');
    await expect.poll(() => said(page)).toBe('Nothing is selected.');
    await bar(page).getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => said(page)).toMatch(/^87 of 92 samples/);
    await page.keyboard.press('Control+Shift+Z');
    await expect.poll(() => said(page)).toBe('Nothing is selected.');
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('is left alone by keys that belong to a field', async () => {
    const opened = await openRun(withGroups);
    const { page } = opened;
    await chip(page, 'first five').click();
    await page.getByRole('searchbox').first().fill('mir');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Escape');
    expect(await said(page)).toBe('5 of 92 samples selected: first five.');
    await page.close();
  });

  test('is there again, and can be exported, after the page was closed', async () => {
    const opened = await openRun(withGroups);
    await chip(opened.page, 'next five').click();
    await expect.poll(() => said(opened.page)).toMatch(/^5 of 92/);
    const remembered = await opened.page.evaluate(() => Reflect.get(window, 'saved'));
    await opened.page.close();
    const again = await openRun(withGroups, { saved: remembered });
    expect(await said(again.page)).toBe('5 of 92 samples selected: next five.');
    await bar(again.page).getByRole('button', { name: 'Export the ids' }).click();
    await again.page.getByRole('menuitem', { name: 'One a line, as text' }).click();
    await expect
      .poll(() => saved(again))
      .toEqual({
        type: 'saveFile',
        name: 'samples-next five',
        format: 'txt',
        content: `${ids.slice(5, 10).join('\n')}\n`,
      });
    await again.page.close();
  });
});

describe('groups', () => {
  test('a selection is named and kept, with names unlike each other', async () => {
    const opened = await openRun(withGroups);
    const { page } = opened;
    await chip(page, 'first five').click();
    await bar(page).getByRole('button', { name: 'Save as group…' }).click();
    const field = page.getByRole('textbox', { name: 'Name of the group' });
    expect(await field.inputValue()).toBe('first five 2');
    await field.fill('next five');
    await page.getByText('There is a group of this name.').waitFor();
    await page.keyboard.press('Enter');
    expect(await kept(opened)).toBeUndefined();
    await field.fill('five again');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => kept(opened))
      .toEqual({
        type: 'saveGroups',
        base: withGroups.groups,
        groups: [...withGroups.groups, { name: 'five again', samples: ids.slice(0, 5), features: null }],
      });
    await page.getByText('Saved as five again').waitFor();
    await chip(page, 'five again').waitFor();
    // Another selection that came about in the same way is not saved yet.
    await page.locator('[data-view="latents"] canvas').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save as group…' }).click();
    await field.fill('all in view');
    await page.keyboard.press('Enter');
    await page.getByText('Saved as all in view').waitFor();
    await page.locator('[data-view="latents"] canvas').first().focus();
    for (const key of ['+', '+', '+', '+', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('button', { name: 'Save as group…' }).waitFor();
    await page.close();
  });

  test('tell what this run does not have; are renamed, deleted and brought back', async () => {
    const opened = await openRun(withGroups);
    const { page } = opened;
    expect(await page.locator('.chip-gone').allTextContents()).toEqual(['1 not in this run']);
    expect(await page.locator('.chip-gone').getAttribute('title')).toBe('TCGA-gone');
    await page.getByRole('button', { name: 'Group next five' }).click();
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    await page.getByRole('textbox', { name: 'Name of the group' }).fill('better');
    await page.keyboard.press('Enter');
    await chip(page, 'better').waitFor();
    await page.getByRole('button', { name: 'Group better' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const names = async () => (await kept(opened))?.groups.map(({ name }) => name);
    await expect.poll(names).toEqual(['first five', 'two of mirna']);
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await expect.poll(names).toEqual(['first five', 'better', 'two of mirna']);
    await page.close();
  });

  test('colour the samples', async () => {
    const opened = await openRun(withGroups);
    const { page } = opened;
    await page.getByRole('combobox', { name: 'colour' }).selectOption({ label: 'saved groups' });
    const legend = page.locator('[data-view="latents"] .legend');
    await expect.poll(() => legend.textContent()).toMatch(/first five.*5.*next five.*5/);
    await page.close();
  });

  test('of another viewer come in beside those that could not be saved yet', async () => {
    const opened = await openRun(withGroups);
    const { page } = opened;
    await chip(page, 'first five').click();
    await bar(page).getByRole('button', { name: 'Save as group…' }).click();
    await page.getByRole('textbox', { name: 'Name of the group' }).fill('mine');
    await page.keyboard.press('Enter');
    await opened.send({ type: 'problem', message: 'Your groups are not kept with the run yet' });
    await page.getByRole('alert').waitFor();
    const theirs = { name: 'theirs', samples: ids.slice(0, 2), features: null };
    await opened.send({ type: 'groups', groups: [...withGroups.groups, theirs] });
    await chip(page, 'theirs').waitFor();
    expect(await chip(page, 'mine').count()).toBe(1);
    await page.close();
  });
});
