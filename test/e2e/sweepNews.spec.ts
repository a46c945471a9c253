import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SweepInput } from '../../src/run/sweepFile.ts';
import type { Spec } from './lib/spec.ts';
import { eventually } from './lib/wait.ts';

/** Milliseconds from the end of a sweep in the status bar to its message, which comes of the same look. */
const MESSAGE = 3_000;

export const specs: Spec[] = [
  {
    name: 'a sweep that ends with a failed run while its page is closed is told once, and one that ends well too',
    async run({ workbench, server, picture }) {
      const start = async (name: string, sweep: SweepInput): Promise<void> => {
        await writeFile(join(server.workspace, `${name}.sweep.json`), JSON.stringify(sweep, null, 2));
        await workbench.openFile(`${name}.sweep.json`);
        await workbench.lens('Train').click();
        await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Start' }).click();
        await workbench.view('header', 60_000);
        await workbench.closeEditors();
      };
      const toldOnce = async (name: string, message: RegExp): Promise<void> => {
        await eventually('a message', 120_000, async () => (await workbench.notifications()).length > 0);
        const status = workbench.page.locator('.statusbar-item', { hasText: new RegExp(`${name}: \\d+ of`) });
        await status.waitFor({ state: 'detached' });
        await sleep(MESSAGE);
        const told = await workbench.notifications();
        await picture(`sweep-news-${name}`);
        assert.equal(told.length, 1, told.join('\n'));
        assert.match(told[0], message);
        await workbench.clearNotifications();
      };
      const study = 'small.crossmodal.json';
      const labels = ['C1A.C1B', 'lost'].map((column) => ({ file: 'tables/clinical.csv', column }));
      const executor = { name: 'local', jobs: 1 } as const;
      await start('failing', { study, grid: { labels, 'training.epochs': [2000] }, executor });
      await toldOnce('failing', /1 run failed.*lost/s);
      await start('fine', { study, grid: { 'training.epochs': [2000] }, executor });
      await toldOnce('fine', /The sweep fine has ended: 1 finished\./);
    },
  },
];
