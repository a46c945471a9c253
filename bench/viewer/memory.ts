import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';

/** Memory of the process that draws a page, in bytes. Linux only. */
export interface PageMemory {
  /** all that is resident, the browser's own code included */
  readonly resident: number;
  /** what belongs to it alone: heaps, arrays, canvases */
  readonly own: number;
}

/** After collecting garbage. The browser has this page and no other. */
export async function memoryOf(browser: Browser, page: Page): Promise<PageMemory> {
  const session = await page.context().newCDPSession(page);
  for (let k = 0; k < 3; k++) await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  const system = await browser.newBrowserCDPSession();
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  await system.detach();
  const all = await Promise.all(
    processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => readFile(`/proc/${id}/status`, 'utf8')),
  );
  const bytes = (status: string, name: string) => 1024 * Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]);
  // The page's is the largest: a spare one stands by.
  const memories = all.map((status) => ({ resident: bytes(status, 'VmRSS'), own: bytes(status, 'RssAnon') }));
  return memories.reduce((most, one) => (one.own > most.own ? one : most));
}
