import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertClean } from './lib/clean.ts';
import type { Spec } from './lib/spec.ts';
import { eventually } from './lib/wait.ts';

/** Six models are trained: five folds and one of all samples. Seconds are plenty with TensorFlow, not with WASM. */
const TRAINED = 110_000;

export const specs: Spec[] = [
  {
    name: 'Train Model… asks for tables, label and model, and shows the run live to its end',
    async run({ workbench, browser, server, picture }) {
      await workbench.run('Crossmodal: Train Model…');
      await workbench.step('Train Model: tables');
      await workbench.tick(['rnaseq.csv', 'mirna.csv']);
      await workbench.step('Train Model: labels');
      await workbench.pick('clinical.csv');
      await workbench.step('Train Model: label');
      await workbench.pick('C1A.C1B');
      await workbench.step('Train Model: model');
      await picture('train-1-model-step');
      await workbench.pick('MMVAE++');

      const header = await workbench.view('header');
      const seen = new Set<string>();
      const text = await eventually('the run ends', TRAINED, async () => {
        const now = (await header.textContent()) ?? '';
        const epoch = /(fold \d of \d|all samples).*epoch (\d+)/.exec(now);
        if (epoch) {
          if (seen.size === 2) await picture('train-2-live');
          seen.add(`${epoch[1]} ${epoch[2]}`);
        }
        return now.includes('finished') && now;
      });
      assert.ok(seen.size >= 3, `the header moved on while it trained: ${[...seen]}`);
      assert.match(text, /mmvae\+\+.*rnaseq \+ mirna.*80 samples/);
      for (const view of ['findings', 'training', 'latents', 'r2', 'heatmap']) await workbench.view(view);
      await picture('train-3-finished');
      await assertClean(workbench, browser);

      const study = JSON.parse(
        await readFile(join(server.workspace, 'tables', 'rnaseq-mirna.crossmodal.json'), 'utf8'),
      );
      assert.deepEqual(study, {
        modalities: [
          { name: 'rnaseq', file: 'rnaseq.csv' },
          { name: 'mirna', file: 'mirna.csv' },
        ],
        labels: { file: 'clinical.csv', column: 'C1A.C1B' },
        model: { name: 'mmvae++' },
      });
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
