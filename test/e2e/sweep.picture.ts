import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { assertClean } from './lib/clean.ts';
import { ROOT } from './lib/paths.ts';
import { pictureSweep } from './lib/pictureSweep.ts';
import type { Spec } from './lib/spec.ts';

export const specs: Spec[] = [
  {
    name: 'media/screenshots/sweep.png: a finished sweep over two tables with two dimensions in common',
    async run({ workbench, browser, server }) {
      const synthetic = await pictureSweep();
      // Nothing but the sweep in the explorer.
      for (const name of await readdir(server.workspace)) await rm(join(server.workspace, name), { recursive: true });
      await cp(synthetic, join(server.workspace, 'synthetic'), { recursive: true });
      await browser.page.setViewportSize({ width: 1440, height: 1830 });
      await workbench.runNames();
      await workbench.runRows.filter({ hasText: 'sizes' }).click();
      for (const view of ['header', 'sweep-findings', 'sweep-groups', 'sweep-curves', 'sweep-parallel']) {
        await workbench.view(view);
      }
      await assertClean(workbench, browser);
      const file = join(ROOT, 'media', 'screenshots', 'sweep.png');
      await browser.page.screenshot({ path: file, animations: 'disabled' });
    },
  },
];
