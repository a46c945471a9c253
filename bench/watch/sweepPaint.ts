import { join, relative } from 'node:path';
import { median } from '../../src/math/statistics.ts';
import { SWEEP_FILES } from '../../src/run/sweepFolder.ts';
import { shell } from '../../test/e2e/lib/shell.ts';
import { inVsCode } from '../inVsCode.ts';

const ROUNDS = 5;
const FILTERED = 'mmvae++';

/** Milliseconds in VS Code; those of the page from a double click on sweep.crossmodal. */
export interface SweepPaint {
  /** header and table of runs are drawn */
  readonly first: number;
  /** they show every run as it stands */
  readonly all: number;
  /** from the words in the filter to the frame that shows what they leave */
  readonly filter: number;
}

/** Opens a sweep in a real VS Code, filters its runs, closes it, opens it again. The first time, when nothing of it is known, is apart. */
export async function sweepPaint(
  many: { workspace: string; sweep: string },
  runs: number,
): Promise<{ cold: SweepPaint; warm: SweepPaint }> {
  // Hard links: copying 140,000 files takes minutes.
  const prepare = (workspace: string) => shell('cp', ['-al', many.workspace, join(workspace, 'many')]);
  const settings = { 'explorer.compactFolders': false };
  return inVsCode({ content: [], settings, prepare, watch: watchSweep }, async (workbench) => {
    const path = ['many', ...relative(many.workspace, many.sweep).split('/'), SWEEP_FILES.plan];
    const open = async (): Promise<SweepPaint> => {
      const row = await workbench.explorerRow(...path);
      await row.hover();
      const clicked = Date.now();
      await row.dblclick();
      const body = workbench.webview.locator('body');
      await workbench.view('sweep-runs', 60_000);
      const finished = workbench.webview.locator('.state-list', { hasText: `${runs.toLocaleString('en')} finished` });
      await finished.waitFor({ timeout: 60_000 });
      const seen = await body.evaluate((): { first: number; all: number } => Reflect.get(window, 'seen'));
      const filter = await body.evaluate(filterRuns, FILTERED);
      await workbench.closeEditors();
      return { first: seen.first - clicked, all: seen.all - clicked, filter };
    };
    const cold = await open();
    const rounds: SweepPaint[] = [];
    while (rounds.length < ROUNDS) rounds.push(await open());
    const middle = (part: keyof SweepPaint) => median(rounds.map((round) => round[part]));
    return { cold, warm: { first: middle('first'), all: middle('all'), filter: middle('filter') } };
  });
}

/** Runs in every frame: notes when the table was first seen drawn, and when all runs were. */
function watchSweep(): void {
  const seen: { first?: number; all?: number } = {};
  Object.assign(window, { seen });
  const look = () => {
    if (document.querySelector('[data-view="sweep-runs"][data-ready="true"] tbody tr')) seen.first ??= Date.now();
    const states = document.querySelector('.state-list')?.textContent ?? '';
    if (states.includes('finished') && !states.includes('waiting')) seen.all ??= Date.now();
  };
  // Not by an observer: VS Code writes the page anew into the frame, which ends those of the page before.
  setInterval(look, 8);
}

/** Runs in the page: types into the filter. @returns milliseconds until the frame after it shows fewer runs */
async function filterRuns(_: Element, words: string): Promise<number> {
  const input = document.querySelector<HTMLInputElement>('[data-view="sweep-runs"] input[type="search"]');
  const table = document.querySelector('[data-view="sweep-runs"] table');
  if (!input || !table) throw new Error('the page has no filter of runs');
  const before = table.getAttribute('aria-rowcount');
  const begun = performance.now();
  input.value = words;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  do await frame();
  while (table.getAttribute('aria-rowcount') === before);
  await frame();
  return performance.now() - begun;
}
