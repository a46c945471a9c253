import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

export interface Browser {
  readonly page: Page;
  /** addresses outside this machine that were asked for and not answered by VS Code's own service worker */
  readonly escapes: readonly string[];
  close(): Promise<void>;
}

const FLAGS = [
  // As root, in a container, without a GPU.
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Nothing but this machine has a name: what works here works without a network.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** Files of a webview have such addresses; the webview's service worker answers them from the server. */
const WEBVIEW_FILES = /\.vscode-cdn\.net$|\.vscode-resource\./;

/** A browser with a fresh profile. */
export async function openBrowser(executablePath: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'crossmodal-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: FLAGS,
    viewport: { width: 1440, height: 960 },
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const escapes: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (!/^(https?|wss?):$/.test(url.protocol) || url.hostname === '127.0.0.1') return;
    if (!WEBVIEW_FILES.test(url.hostname)) escapes.push(url.href);
  });
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    escapes,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
