import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertClean } from './lib/clean.ts';
import type { Spec } from './lib/spec.ts';
import { startPlanned, untilRuns } from './lib/sweepPage.ts';

export const specs: Spec[] = [
  {
    name: 'Sweep… offers the other study files as cohorts, and the page tells them apart',
    slurm: true,
    async run({ workbench, browser, server, picture }) {
      const small = JSON.parse(await readFile(join(server.workspace, 'small.crossmodal.json'), 'utf8'));
      const [first] = small.modalities;
      const other = { ...small, modalities: [first, { ...first, name: 'protein', file: 'tables/protein.csv' }] };
      await writeFile(join(server.workspace, 'proteins.crossmodal.json'), JSON.stringify(other, null, 2));
      await workbench.openFile('small.crossmodal.json');
      await workbench.lens('Sweep…').click();
      await workbench.step('Sweep: settings');
      await workbench.tick(['Cohorts']);
      await workbench.step('Sweep: cohorts');
      await picture('sweep-13-cohorts');
      await workbench.tick(['proteins.crossmodal.json']);
      await workbench.step('Sweep: seeds');
      await workbench.pick('1 seed');
      await workbench.step('Sweep: where');
      await workbench.pick('This machine');
      await startPlanned(workbench, `${NAME}: 2 runs`);
      await untilRuns(workbench, 'finished', 2);
      const settings = (await (await workbench.view('sweep-groups')).textContent()) ?? '';
      for (const cohort of ['small', 'proteins']) assert.ok(settings.includes(cohort), `${cohort} in: ${settings}`);
      await picture('sweep-14-cohorts-finished');
      await assertClean(workbench, browser);
      assert.deepEqual(JSON.parse(await readFile(join(server.workspace, `${NAME}.sweep.json`), 'utf8')), {
        study: 'small.crossmodal.json',
        grid: { study: ['small.crossmodal.json', 'proteins.crossmodal.json'], seed: { count: 1 } },
      });
      await workbench.closeEditors();
    },
  },
];

const NAME = 'small-cohorts';
