import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertClean } from './lib/clean.ts';
import type { Stage } from './lib/spec.ts';
import { eventually } from './lib/wait.ts';

/** What the bar at the foot of the page says is selected. */
const said = ({ workbench }: Stage) => workbench.webview.locator('#app > [role="status"]').textContent();

/** Accepts the name that a save dialog proposes. @returns what was written */
async function accept({ workbench, server }: Stage, proposed: string): Promise<Buffer> {
  const file = join(server.workspace, proposed);
  const name = workbench.quickInput.locator('input').first();
  // The dialog writes the name that we propose a moment after it opens.
  await eventually(`the dialog proposes ${proposed}`, 15_000, async () => (await name.inputValue()) === file);
  await name.press('Enter');
  return eventually(`${file} is written`, 15_000, () => readFile(file).catch(() => null));
}

export const specs = [
  {
    name: 'a class is selected, undone, redone, named and exported; the group survives a reload',
    async run(stage: Stage) {
      const { workbench, browser, server, picture } = stage;
      const { webview, page } = workbench;
      await (await workbench.explorerRow('finished', 'run.crossmodal')).dblclick();
      const latents = await workbench.view('latents');
      await latents.getByRole('button', { name: /^C1A/ }).first().click();
      await eventually('C1A is selected', 10_000, async () => /samples selected: C1A/.test((await said(stage)) ?? ''));
      const selected = await said(stage);
      await page.keyboard.press('Control+z');
      await eventually('undone', 10_000, async () => (await said(stage)) === 'Nothing is selected.');
      await page.keyboard.press('Control+Shift+Z');
      await eventually('redone', 10_000, async () => (await said(stage)) === selected);
      await webview.getByRole('button', { name: 'Save as group…' }).click();
      await webview.getByRole('textbox', { name: 'Name of the group' }).fill('steroid high');
      await page.keyboard.press('Enter');
      const file = join(server.workspace, 'finished', 'groups.json');
      const kept = await eventually('groups.json', 10_000, () => readFile(file, 'utf8').catch(() => null));
      const [group] = JSON.parse(kept).groups;
      assert.equal(group.name, 'steroid high');
      assert.ok(selected?.startsWith(`${group.samples.length} of `), selected ?? '');

      await workbench.reload();
      await workbench.view('latents');
      const chip = webview.getByRole('list', { name: 'Saved groups' }).getByRole('button', { name: /^steroid high/ });
      await chip.click();
      await eventually('the group is selected', 10_000, async () =>
        /: steroid high\.$/.test((await said(stage)) ?? ''),
      );
      await webview.getByRole('button', { name: 'Export the ids' }).click();
      await webview.getByRole('menuitem', { name: 'One a line, as text' }).click();
      const ids = (await accept(stage, 'samples-steroid_high.txt')).toString().trim().split('\n');
      assert.deepEqual(ids, group.samples);
      await eventually('a quiet message', 10_000, async () =>
        (await workbench.notifications()).some((text) => text.includes('Saved samples-steroid_high.txt')),
      );
      await assertClean(workbench, browser);
      await picture('selection-1-group');
    },
  },
  {
    name: 'what distinguishes the group is computed from the tables of the run',
    async run(stage: Stage) {
      const { workbench, browser, picture } = stage;
      await workbench.webview.getByRole('button', { name: 'What distinguishes these?' }).click();
      const panel = workbench.webview.locator('[data-view="distinction"]');
      await panel.locator('tbody tr').first().waitFor({ timeout: 60_000 });
      assert.match((await panel.textContent()) ?? '', /steroid high: \d+ samples against \d+ others/);
      const effects = await panel.locator('tbody td:nth-child(2)').allTextContents();
      const sizes = effects.map((text) => Math.abs(Number(text.replace('−', '-'))));
      assert.deepEqual(
        sizes,
        [...sizes].sort((a, b) => b - a),
      );
      assert.ok(sizes[0] > 1, `C1A and C1B differ by ${sizes[0]}`);
      await workbench.clearNotifications();
      await picture('selection-2-distinction');
      await assertClean(workbench, browser);
    },
  },
  {
    name: 'Export Figure… in the palette offers the plots in view, and saves one with its resolution',
    async run(stage: Stage) {
      const { workbench, browser } = stage;
      await workbench.run('Crossmodal: Export Figure…');
      await workbench.step('Export Figure');
      await workbench.pick('Loss');
      await workbench.pick('PNG');
      const png = await accept(stage, 'mmvaepp-loss.png');
      assert.equal(png.subarray(37, 41).toString(), 'pHYs');
      assert.equal(png.readUInt32BE(41), 11_811);
      await assertClean(workbench, browser);
      await workbench.closeEditors();
    },
  },
];
