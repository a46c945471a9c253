import assert from 'node:assert/strict';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SWEEP_FILES, sweepFolderOf } from '../../src/run/sweepFolder.ts';
import { assertClean } from './lib/clean.ts';
import type { Spec } from './lib/spec.ts';
import { trainSweep, untilRuns, writeSweep } from './lib/sweepPage.ts';
import { eventually } from './lib/wait.ts';

export const specs: Spec[] = [
  {
    name: 'a run that fails says why in the page of its sweep, and is made again from there once that is put right',
    async run({ workbench, browser, server, picture }) {
      const tables = join(server.workspace, 'tables');
      await writeFile(join(tables, 'classes.csv'), 'sample_id,class\nTCGA-OR-A5J1,1\n');
      await writeSweep(server, NAME, {
        study: 'small.crossmodal.json',
        grid: { 'labels.column': ['C1A.C1B'], 'labels.file': ['tables/clinical.csv', 'tables/classes.csv'] },
      });
      await workbench.openFile(`${NAME}.sweep.json`);
      await trainSweep(workbench, `${NAME}: 2 runs`);
      await untilRuns(workbench, 'failed', 1);
      await untilRuns(workbench, 'finished', 1);
      const troubles = await workbench.view('sweep-troubles');
      assert.match((await troubles.textContent()) ?? '', /1 run failed: .*classes\.csv has no column "C1A\.C1B"/);
      await picture('sweep-11-failed');

      await copyFile(join(tables, 'clinical.csv'), join(tables, 'classes.csv'));
      // Enabled once nobody makes runs any more.
      await workbench.webview.getByRole('button', { name: 'Retry failed' }).click({ timeout: 60_000 });
      await untilRuns(workbench, 'finished', 2);
      await troubles.waitFor({ state: 'detached' });
      await assertClean(workbench, browser);
      await workbench.clearNotifications();
    },
  },
  {
    name: 'Save report in the page of a sweep writes the table and the page, and opens the table',
    async run({ workbench, server, picture }) {
      const folder = sweepFolderOf(join(server.workspace, `${NAME}.sweep.json`));
      const [table, report] = [join(folder, SWEEP_FILES.table), join(folder, SWEEP_FILES.report)];
      const { page, webview } = workbench;
      await webview.getByRole('status').getByText('nothing is being trained').waitFor({ timeout: 60_000 });
      for (const file of [table, report]) await rm(file, { force: true });
      await webview.getByRole('button', { name: 'Save report' }).click();
      const said = page.locator('.notification-toast', { hasText: 'Wrote sweep.html and sweep.csv' });
      await said.waitFor({ timeout: 60_000 });
      await picture('sweep-12-report');
      const rows = (await readFile(table, 'utf8')).trim().split('\n').slice(1);
      assert.equal(rows.filter((row) => row.includes(',finished,')).length, 2);
      assert.match(await readFile(report, 'utf8'), /<title>[^<]*labels/);
      await said.getByRole('button', { name: 'Open Table' }).click();
      await eventually('the table is open', 30_000, async () =>
        (await page.getByRole('tab', { selected: true }).allTextContents()).some((text) => text.includes('sweep.csv')),
      );
      await workbench.closeEditors();
    },
  },
];

const NAME = 'labels';
