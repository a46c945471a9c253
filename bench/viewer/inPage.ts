import type { Browser } from 'playwright-core';
import { median } from '../../src/math/statistics.ts';
import { runFixture } from '../../test/webview/fixtures.ts';
import { launchBrowser, openViewer, type Viewer } from '../../test/webview/pages/page.ts';
import { brushTime, hoverTime, panRate, zoomTime } from './gestures.ts';
import { makeSamples, sendSamples } from './manySamples.ts';
import { memoryOf, type PageMemory } from './memory.ts';
import type { Peers } from './peersOnPage.ts';

const ROUNDS = 5;
const PAN_MS = 2_000;
/** Steps of a peer's pan; fewer where one takes seconds. */
const PEER_STEPS = 5;

/** The whole viewer with so many samples in every scatter. Times in milliseconds, medians of rounds. */
export interface ViewerTimes {
  readonly samples: number;
  readonly arrival: number;
  readonly zoom: number;
  /** frames a second */
  readonly pan: number;
  readonly hover: number;
  readonly brush: number;
  readonly memory: PageMemory;
}

export async function viewerTimes(viewer: Viewer, samples: number): Promise<ViewerTimes> {
  return withBrowser(async (browser) => {
    const opened = await openViewer(browser, viewer, { height: 1_200 });
    const { page } = opened;
    await makeSamples(page, samples);
    await opened.sendRun({ ...runFixture(), latents: null });
    const arrival = await sendSamples(page);
    const plot = page.locator('[data-view="latents"] .scatter-plot').first();
    await page.locator('[data-view="feature"][data-ready="true"]').waitFor({ timeout: 60_000 });
    const pan = await panRate(page, plot, PAN_MS);
    const rounds = async (measure: () => Promise<number>) => {
      const times: number[] = [];
      while (times.length < ROUNDS) times.push(await measure());
      return median(times);
    };
    const zoom = await rounds(() => zoomTime(page, plot));
    const hover = await rounds(() => hoverTime(plot));
    const brush = await rounds(() => brushTime(page, plot));
    const { errors, violations, messages } = await opened.faults();
    if (errors !== '0' || violations !== '0' || messages.length > 0)
      throw new Error(`the viewer failed: ${messages.join('; ')}`);
    return { samples, arrival, zoom, pan, hover, brush, memory: await memoryOf(browser, page) };
  });
}

/** One picture of a peer, in milliseconds: the first one, and one of a pan. */
export interface PeerTimes {
  readonly peer: keyof Peers;
  readonly samples: number;
  readonly first: number;
  readonly pan: number;
}

/** @param script the peers, bundled */
export async function peerTimes(script: string, peer: keyof Peers, samples: number): Promise<PeerTimes> {
  return withBrowser(async (browser) => {
    const page = await browser.newPage({ viewport: { width: 1_400, height: 900 } });
    await page.addScriptTag({ content: script });
    const { first, pans } = await page.evaluate(
      ({ name, count, steps }) => {
        const peers: Peers = Reflect.get(window, 'peers');
        return peers[name](count, steps);
      },
      { name: peer, count: samples, steps: PEER_STEPS },
    );
    return { peer, samples, first, pan: median(pans) };
  });
}

/** A browser for each: what one leaves behind slows none of the others. */
async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await launchBrowser();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
