import assert from 'node:assert/strict';
import type { Browser } from './openBrowser.ts';
import type { Workbench } from './workbench.ts';

/** The viewer on screen broke no rule of its content security policy, threw nothing, and the page asked nobody outside. */
export async function assertClean(workbench: Workbench, browser: Browser): Promise<void> {
  const body = workbench.webview.locator('body');
  assert.equal(await body.getAttribute('data-violations'), '0', (await body.getAttribute('data-violation')) ?? '');
  assert.equal(await body.getAttribute('data-errors'), '0', (await body.getAttribute('data-error')) ?? '');
  assert.deepEqual(browser.escapes, []);
}
