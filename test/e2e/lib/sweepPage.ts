import type { SweepState } from '../../../src/run/sweepRow.ts';
import type { Workbench } from './workbench.ts';

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
