import { median } from '../../src/math/statistics.ts';
import { inVsCode } from '../inVsCode.ts';

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
  return inVsCode({ content: [[run, 'large']], settings: {}, watch: watchViews }, async (workbench) => {
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
  });
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
