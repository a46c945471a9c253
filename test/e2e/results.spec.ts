import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertClean } from './lib/clean.ts';
import { setting } from './lib/setting.ts';
import type { Spec } from './lib/spec.ts';
import { eventually } from './lib/wait.ts';

const VIEWS = ['header', 'findings', 'training', 'latents', 'r2', 'heatmap'];

export const specs: Spec[] = [
  {
    name: 'run.crossmodal opens with every view drawn, and a feature by a click',
    async run({ workbench, browser, picture }) {
      await (await workbench.explorerRow('finished', 'run.crossmodal')).dblclick();
      for (const view of VIEWS) await workbench.view(view);
      assert.match((await (await workbench.view('header')).textContent()) ?? '', /finished/);
      const points = await workbench.webview.locator('canvas[data-points]').first().getAttribute('data-points');
      assert.equal(points, '80');
      await picture('results-1-dark');
      const r2 = await workbench.view('r2');
      await r2.locator('.ranked-row').first().click();
      const feature = await workbench.view('feature');
      await feature.scrollIntoViewIfNeeded();
      await picture('results-2-dark-feature');
      await assertClean(workbench, browser);
    },
  },
  {
    name: 'the figures of a plot are saved as SVG and PNG where the user wants',
    async run({ workbench, browser, server }) {
      for (const [format, start] of [
        ['SVG', '<svg'],
        ['PNG', '\x89PNG'],
      ]) {
        const plot = await workbench.view('latents');
        await plot.getByRole('button', { name: 'Save Latent space: shared' }).click();
        await plot.getByRole('menuitem', { name: `Figure as ${format}` }).click();
        const file = join(server.workspace, `mmvaepp-latents-shared.${format.toLowerCase()}`);
        const name = workbench.quickInput.locator('input').first();
        // The dialog writes the name that we propose a moment after it opens.
        await eventually('the save dialog', 15_000, async () => (await name.inputValue()) === file);
        await name.press('Enter');
        const text = await eventually(`${file} is written`, 15_000, () => readFile(file, 'latin1').catch(() => null));
        assert.ok(text.includes(start), `${file} begins with ${text.slice(0, 40)}`);
      }
      await assertClean(workbench, browser);
    },
  },
  {
    name: 'the same editor follows the light theme, without a reload',
    async run({ workbench, browser, server, picture }) {
      await setting(server, 'workbench.colorTheme', 'Default Light Modern');
      await eventually('the viewer is light', 15_000, async () =>
        (await workbench.webview.locator('body').getAttribute('class'))?.includes('vscode-light'),
      );
      for (const view of VIEWS) await workbench.view(view);
      await workbench.clearNotifications();
      await (await workbench.view('feature')).scrollIntoViewIfNeeded();
      await picture('results-3-light-feature');
      await (await workbench.view('header')).scrollIntoViewIfNeeded();
      await picture('results-4-light');
      await (await workbench.view('latents')).scrollIntoViewIfNeeded();
      await picture('results-5-light-latents');
      await assertClean(workbench, browser);
      await setting(server, 'workbench.colorTheme', 'Default Dark Modern');
      await workbench.closeEditors();
    },
  },
];
