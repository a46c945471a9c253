import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { assertClean } from './lib/clean.ts';
import type { Spec } from './lib/spec.ts';
import { eventually } from './lib/wait.ts';

export const specs: Spec[] = [
  {
    name: 'Train Model… asks for tables, label and model, and shows the run to its end',
    async run({ workbench, browser, server, picture }) {
      await workbench.run('Crossmodal: Train Model…');
      await workbench.step('Train Model: tables');
      await workbench.tick(['mirna.csv', 'rnaseq.csv']);
      await workbench.step('Train Model: labels');
      await workbench.pick('clinical.csv');
      await workbench.step('Train Model: label');
      await workbench.pick('C1A.C1B');
      await workbench.step('Train Model: model');
      await picture('train-1-model-step');
      await workbench.pick('MMVAE++');

      const header = await workbench.view('header', 60_000);
      assert.match((await header.textContent()) ?? '', /mmvae\+\+.*mirna \+ rnaseq.*80 samples/);
      await eventually('the run ends', ENDS, async () => (await header.textContent())?.includes('finished'));
      for (const view of ['findings', 'training', 'latents']) await workbench.view(view);
      await picture('train-2-finished');
      await assertClean(workbench, browser);
      const study = await readFile(join(server.workspace, 'tables', 'mirna-rnaseq.crossmodal.json'), 'utf8');
      assert.deepEqual(JSON.parse(study), {
        modalities: [
          { name: 'mirna', file: 'mirna.csv' },
          { name: 'rnaseq', file: 'rnaseq.csv' },
        ],
        labels: { file: 'clinical.csv', column: 'C1A.C1B' },
        model: { name: 'mmvae++' },
      });
      await workbench.closeEditors();
    },
  },
  {
    name: 'a long training is watched live, and stopped with the best kept',
    async run({ workbench, browser, picture }) {
      await workbench.openFile('long.crossmodal.json');
      await workbench.lens('Train').click();
      const header = await workbench.view('header', 60_000);
      const status = workbench.page.locator('.statusbar-item', { hasText: 'mvae' });
      await status.waitFor();
      await seeEpochs(header, 5);
      await workbench.view('latents', 60_000);
      await picture('train-3-live');
      await assertClean(workbench, browser);

      await header.getByRole('button', { name: 'Stop and keep best' }).click();
      await eventually('the run stops', ENDS, async () => (await header.textContent())?.includes('stopped'));
      for (const view of ['findings', 'training', 'latents']) await workbench.view(view);
      await status.waitFor({ state: 'detached' });
      await picture('train-4-stopped');
      await assertClean(workbench, browser);
      await workbench.closeEditors();
    },
  },
  {
    name: 'the Train lens of a study opens the results beside it',
    async run({ workbench, browser, picture }) {
      await workbench.openFile('quick.crossmodal.json');
      await workbench.lens('Train').click();
      const header = await workbench.view('header', 60_000);
      await eventually('the run ends', ENDS, async () => (await header.textContent())?.includes('finished'));
      for (const view of ['findings', 'training', 'latents', 'r2', 'heatmap']) await workbench.view(view);
      await workbench.lens('Train').waitFor();
      await picture('train-5-beside');
      await assertClean(workbench, browser);
      await workbench.closeEditors();
    },
  },
  {
    name: 'a study with a mistake ends in one clear message, without a run',
    async run({ workbench }) {
      await workbench.openFile('mistaken.crossmodal.json');
      await workbench.lens('Train').click();
      await eventually('the message', 20_000, async () =>
        (await workbench.notifications()).some((text) => /mistaken\.crossmodal\.json.*model/s.test(text)),
      );
      await workbench.run('Notifications: Clear All Notifications');
      await workbench.closeEditors();
    },
  },
];

/** Time for the epoch under way, the scores and the files. */
const ENDS = 90_000;

/** Waits until the header has shown this many different epochs. */
async function seeEpochs(header: Locator, count: number): Promise<void> {
  const seen = new Set<string>();
  await eventually(`${count} epochs`, ENDS, async () => {
    const epoch = /epoch (\d+)/.exec((await header.textContent()) ?? '');
    if (epoch) seen.add(epoch[1]);
    return seen.size >= count;
  });
}
