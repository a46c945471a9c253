import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertClean } from './lib/clean.ts';
import type { Spec } from './lib/spec.ts';
import { eventually } from './lib/wait.ts';

export const specs: Spec[] = [
  {
    name: 'Analyze Dataset in the menu of an .h5mu looks at each of its modalities',
    async run({ workbench, browser, picture }) {
      await workbench.menu(await workbench.explorerRow('mudata', 'acc.h5mu'), 'Analyze Dataset');
      const text = (await (await workbench.view('inspection')).textContent()) ?? '';
      for (const name of ['rnaseq', 'mirna', 'protein']) assert.match(text, new RegExp(name));
      await picture('mudata-1-analyze');
      await assertClean(workbench, browser);
      await workbench.closeEditors();
    },
  },
  {
    name: 'Train Model… in the menu of an .h5mu asks which modalities, takes a label from obs, and shows the run in its colours',
    async run({ workbench, browser, server, picture }) {
      await workbench.menu(await workbench.explorerRow('mudata', 'acc.h5mu'), 'Train Model…');
      await workbench.step('Train Model: modalities');
      await workbench.quickRow('rnaseq').first().waitFor();
      await picture('mudata-2-modalities');
      // All three are ticked: this takes one away.
      await workbench.tick(['protein']);
      await workbench.step('Train Model: labels');
      await picture('mudata-3-labels');
      await workbench.pick('acc.h5mu');
      await workbench.step('Train Model: label');
      await picture('mudata-4-label');
      await workbench.pick('C1A.C1B');
      await workbench.step('Train Model: model');
      await workbench.pick('MMVAE++');

      const header = await workbench.view('header', 60_000);
      assert.match((await header.textContent()) ?? '', /mmvae\+\+.*rnaseq \+ mirna/);
      await eventually('the run ends', 100_000, async () => (await header.textContent())?.includes('finished'));
      const latents = await workbench.view('latents');
      const canvas = latents.locator('.latent-large canvas');
      assert.match((await canvas.getAttribute('aria-label')) ?? '', /coloured by C1A\.C1B/);
      await picture('mudata-5-results');
      const about = workbench.webview.locator('[data-view="about"]');
      await about.locator('summary').click();
      await about.getByText('acc.h5mu · rnaseq').scrollIntoViewIfNeeded();
      await picture('mudata-6-about');
      await assertClean(workbench, browser);
      const study = await readFile(join(server.workspace, 'mudata', 'rnaseq-mirna.crossmodal.json'), 'utf8');
      assert.deepEqual(JSON.parse(study), {
        modalities: [
          { name: 'rnaseq', file: 'acc.h5mu', part: 'rnaseq' },
          { name: 'mirna', file: 'acc.h5mu', part: 'mirna' },
        ],
        labels: { file: 'acc.h5mu', column: 'C1A.C1B' },
        model: { name: 'mmvae++' },
      });
      await workbench.closeEditors();
    },
  },
];
