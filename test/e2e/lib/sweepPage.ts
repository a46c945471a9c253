import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SweepInput } from '../../../src/run/sweepFile.ts';
import type { SweepState } from '../../../src/run/sweepRow.ts';
import type { Server } from './startServer.ts';
import { eventually } from './wait.ts';
import type { Workbench } from './workbench.ts';

/** The first plan after a change of the files waits for Node.js and the tables; starting waits for the first trainer. */
const STARTS = 60_000;
/** A few short runs, on a machine that does other things as well. */
const ENDS = 180_000;

/** Writes NAME.sweep.json into the workspace. */
export async function writeSweep({ workspace }: Server, name: string, sweep: SweepInput): Promise<void> {
  await writeFile(join(workspace, `${name}.sweep.json`), `${JSON.stringify(sweep, null, 2)}\n`);
}

/** Starts the sweep file that is open by its lens, and waits for its page. @returns what the plan said, headline first */
export async function trainSweep(workbench: Workbench, headline: string): Promise<string> {
  await workbench.lens('Train').click();
  return startPlanned(workbench, headline);
}

/** Starts the sweep whose plan is shown, or is being made. @returns what the plan said */
export async function startPlanned(workbench: Workbench, headline: string): Promise<string> {
  const dialog = workbench.page.locator('.monaco-dialog-box');
  await dialog.getByText(headline).waitFor({ timeout: STARTS });
  const said = (await dialog.textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Start' }).click();
  await workbench.view('header', STARTS);
  return said;
}

/** Waits until the page shows so many runs in a state. */
export async function untilRuns(workbench: Workbench, state: SweepState, count: number): Promise<void> {
  await eventually(`${count} runs are ${state}`, ENDS, async () => (await counts(workbench))[state] === count);
}

/** Waits until the page shows any run in a state that passes. */
export async function untilAnyRun(workbench: Workbench, state: SweepState): Promise<void> {
  await eventually(`runs are ${state}`, ENDS, async () => ((await counts(workbench))[state] ?? 0) > 0);
}

/** How many runs are in each state, as the page says. */
export async function counts(workbench: Workbench): Promise<Partial<Record<SweepState, number>>> {
  const texts = await workbench.webview.locator('.state-count').allTextContents();
  return Object.fromEntries(
    texts.map((text) => {
      // A sign for the eye comes first.
      const [, count = '', state = ''] = /([\d,]+)\s+(\w+)/.exec(text) ?? [];
      return [state, Number(count.replaceAll(',', ''))];
    }),
  );
}
