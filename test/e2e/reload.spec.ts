import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Spec } from './lib/spec.ts';
import { eventually } from './lib/wait.ts';

export const specs: Spec[] = [
  {
    name: 'a window that reloads finds its run again, and can stop it and go on with it',
    async run({ workbench, server, picture }) {
      await workbench.openFile('long.crossmodal.json');
      await workbench.lens('Train').click();
      const epoch = async () => {
        const text = await workbench.webview.locator('[data-view="header"]').first().textContent({ timeout: 5_000 });
        return Number(/mvae[^+].*epoch (\d+)/.exec(text ?? '')?.[1] ?? 0);
      };
      await workbench.view('header');
      const before = await eventually('an epoch', 60_000, epoch);
      await workbench.reload();
      const status = workbench.page.locator('.statusbar-item', { hasText: 'mvae' });
      await status.waitFor({ timeout: 60_000 });
      await workbench.closeEditors();
      await status.click();
      await workbench.view('header');
      await eventually('the run goes on', 60_000, async () => (await epoch()) > before);
      await picture('reload-1-found-again');
      await workbench.run('Crossmodal: Stop Training and Keep Best');
      const header = await workbench.view('header');
      await eventually('the run stops', 60_000, async () => (await header.textContent())?.includes('stopped'));
      await workbench.closeEditors();
      const names = await workbench.runNames();
      const stopped = names.find((name) => name.startsWith('mvae'));
      assert.ok(stopped, names.join('; '));
      const run = await newestRun(server.workspace, '-mvae');
      assert.equal(run.status, 'stopped');
      assert.equal(run.error, null);

      const reached = run.progress.epoch;
      await workbench.menu(workbench.runRows.filter({ hasText: /^mvae/ }).first(), 'Resume Training');
      await workbench.view('header');
      await eventually('the run goes on from there', 60_000, async () => (await epoch()) > reached);
      await picture('reload-2-resumed');
      await workbench.run('Crossmodal: Stop Training and Keep Best');
      await eventually('the run stops again', 60_000, async () => (await header.textContent())?.includes('stopped'));
      await workbench.closeEditors();
    },
  },
];

async function newestRun(
  workspace: string,
  ending: string,
): Promise<{ status: string; error: string | null; progress: { epoch: number } }> {
  const runs = join(workspace, 'crossmodal-runs');
  const [folder] = (await readdir(runs))
    .filter((name) => name.endsWith(ending))
    .sort()
    .reverse();
  return JSON.parse(await readFile(join(runs, folder, 'run.crossmodal'), 'utf8'));
}
