import { readFile } from 'node:fs/promises';
import { median } from '../../src/math/statistics.ts';
import { installChromium } from '../../test/e2e/lib/installChromium.ts';
import { installServer } from '../../test/e2e/lib/installServer.ts';
import { openBrowser } from '../../test/e2e/lib/openBrowser.ts';
import { shell } from '../../test/e2e/lib/shell.ts';
import { startServer } from '../../test/e2e/lib/startServer.ts';
import { Workbench } from '../../test/e2e/lib/workbench.ts';

const VIEWS = ['header', 'findings', 'training', 'latents', 'r2', 'heatmap'];
const ROUNDS = 5;

/** Milliseconds from a double click on run.crossmodal in VS Code. */
export interface FirstPaint {
  /** the header and the findings are drawn */
  readonly words: number;
  /** every view is: curves, points, tables */
  readonly views: number;
}

/** Opens a run in a real VS Code, closes it, opens it again. The first time, when VS Code starts the extension, is apart. */
export async function firstPaint(run: string): Promise<{ cold: FirstPaint; warm: FirstPaint }> {
  const chromium = await installChromium();
  const program = await installServer();
  await shell('npm', ['run', 'package']);
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  const server = await startServer(program, {
    vsix: `crossmodal-${version}.vsix`,
    content: [[run, 'large']],
    settings: { 'security.workspace.trust.enabled': false },
  });
  const browser = await openBrowser(chromium);
  try {
    const { page } = browser;
    await page.addInitScript(watchViews);
    const workbench = new Workbench(page);
    await workbench.open(server.url);
    const open = async (): Promise<FirstPaint> => {
      const row = await workbench.explorerRow('large', 'run.crossmodal');
      await row.hover();
      const clicked = Date.now();
      await row.dblclick();
      for (const view of VIEWS) await workbench.view(view, 60_000);
      const ready = await workbench.webview
        .locator('body')
        .evaluate((): Record<string, number> => Reflect.get(window, 'ready'));
      const after = (views: readonly string[]) => Math.max(...views.map((view) => ready[view])) - clicked;
      await workbench.closeEditors();
      return { words: after(['header', 'findings']), views: after(VIEWS) };
    };
    const cold = await open();
    const rounds: FirstPaint[] = [];
    while (rounds.length < ROUNDS) rounds.push(await open());
    const middle = (part: keyof FirstPaint) => median(rounds.map((round) => round[part]));
    return { cold, warm: { words: middle('words'), views: middle('views') } };
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Runs in every frame: notes when each view was first seen drawn. */
function watchViews(): void {
  const ready: Record<string, number> = {};
  Object.assign(window, { ready });
  const look = () => {
    for (const view of document.querySelectorAll<HTMLElement>('[data-view][data-ready="true"]')) {
      ready[view.dataset['view'] ?? ''] ??= Date.now();
    }
  };
  // Not by an observer: VS Code writes the page anew into the frame, which ends those of the page before.
  setInterval(look, 8);
}
