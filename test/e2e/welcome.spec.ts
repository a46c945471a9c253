import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assertClean } from './lib/clean.ts';
import type { Spec } from './lib/spec.ts';
import { eventually } from './lib/wait.ts';

const STEPS = ['Open tables', 'Train a model', 'Read the map', 'Read cross-modal R²'];

export const specs: Spec[] = [
  {
    name: 'the walkthrough opens with its four steps, each with its picture',
    async run({ workbench, picture }) {
      await workbench.run('Welcome: Open Walkthrough...');
      await workbench.pick(/Find what your tables share/);
      const walkthrough = workbench.page.locator('.gettingStartedContainer');
      for (const title of STEPS) {
        await walkthrough.locator('.step-title', { hasText: title }).click();
        await eventually(`the picture of "${title}"`, 15_000, () =>
          workbench.webview.locator('svg[role="img"] path').count(),
        );
        await picture(`welcome-0-walkthrough-${STEPS.indexOf(title) + 1}`);
      }
      await workbench.closeEditors();
    },
  },
  {
    name: 'Open Sample Data copies the tables into the workspace and opens their study',
    async run({ workbench, server, picture }) {
      await workbench.run('Crossmodal: Open Sample Data');
      await workbench.pick(/workspace/);
      await workbench.page.getByRole('tab', { name: /acc\.crossmodal\.json/ }).waitFor();
      await workbench.lens('Train').waitFor();
      assert.ok(existsSync(join(server.workspace, 'tcga-acc', 'rnaseq.csv')));
      await picture('welcome-1-sample');
      await workbench.closeEditors();
    },
  },
  {
    name: 'a run that was stopped goes on by the button in its header',
    async run({ workbench, browser, picture }) {
      await workbench.openFile('long.crossmodal.json');
      await workbench.lens('Train').click();
      const header = await workbench.view('header', 60_000);
      const epoch = async () => Number(/epoch (\d+)/.exec((await header.textContent()) ?? '')?.[1] ?? 0);
      const reached = await eventually('an epoch', 60_000, epoch);
      await header.getByRole('button', { name: 'Stop and keep best' }).click();
      await header.getByRole('button', { name: 'Resume training' }).click({ timeout: 60_000 });
      await header.getByRole('button', { name: 'Stop and keep best' }).waitFor({ timeout: 60_000 });
      await eventually('it goes on from there', 60_000, async () => (await epoch()) > reached);
      await picture('welcome-2-resumed');
      await assertClean(workbench, browser);
      await workbench.run('Crossmodal: Stop Training and Keep Best');
      await header.getByRole('button', { name: 'Resume training' }).waitFor({ timeout: 60_000 });
      await workbench.closeEditors();
    },
  },
];
