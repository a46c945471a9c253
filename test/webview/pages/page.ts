import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { RunData } from '../../../src/run/runData.ts';
import type { FromSweepPage, ToSweepPage } from '../../../src/run/sweepMessages.ts';
import type { FromViewer, ToViewer } from '../../../src/run/viewerMessages.ts';
import { installChromium } from '../../e2e/lib/installChromium.ts';
import { answerTo } from '../answers.ts';
import { THEMES, type ThemeName, themeStyle } from './themes.ts';

const ORIGIN = 'https://viewer.test';
/** The policy of the results editor, with the page's own origin as its resource root. */
const POLICY = `default-src 'none'; script-src 'nonce-test'; style-src ${ORIGIN} 'unsafe-inline'; img-src data: blob:; font-src ${ORIGIN}`;

export interface Viewer {
  readonly script: string;
  readonly style: string;
}

/** The viewer as the package has it, built in memory. */
export async function buildViewer(): Promise<Viewer> {
  const result = await build({
    entryPoints: [join(import.meta.dirname, '../../../webview/main.tsx')],
    bundle: true,
    minify: true,
    keepNames: true,
    write: false,
    outdir: 'dist',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const text = (ending: string) => result.outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
}

/** Headless Chromium in which nothing but what a test serves can be reached. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await installChromium();
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--host-resolver-rules=MAP * ~NOTFOUND',
    ],
  });
}

export interface ViewerPage {
  readonly page: Page;
  send(message: ToViewer | ToSweepPage): Promise<void>;
  sendRun(data: RunData): Promise<void>;
  /** what the viewer posted so far */
  posted(): Promise<(FromViewer | FromSweepPage)[]>;
  faults(): Promise<{ errors: string; violations: string; messages: string[] }>;
}

export interface PageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** the run that questions are answered from; without it they stay open */
  readonly answering?: RunData;
  readonly saved?: unknown;
  /** what the host says the page is of; without it a run */
  readonly of?: 'sweep';
}

/** The viewer in a page like VS Code's: its policy, theme variables and a host that records what is posted. */
export async function openViewer(browser: Browser, viewer: Viewer, options: PageOptions = {}): Promise<ViewerPage> {
  const theme = options.theme ?? 'dark';
  const page = await browser.newPage({
    viewport: { width: options.width ?? 1400, height: options.height ?? 900 },
    reducedMotion: 'reduce',
  });
  const messages: string[] = [];
  page.on('pageerror', (error) => messages.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') messages.push(message.text());
  });
  const host = `
    const posted = [];
    let saved = ${JSON.stringify(options.saved ?? null)};
    window.posted = posted;
    window.acquireVsCodeApi = () => ({
      postMessage(message) { posted.push(message); window.answer?.(message); },
      getState: () => saved,
      setState(state) { saved = structuredClone(state); window.saved = saved; },
    });`;
  const html = `<!doctype html><html lang="en" style='${themeStyle(theme)}'><head><meta charset="utf-8"><title>Crossmodal</title><link rel="icon" href="data:,">
    <link rel="stylesheet" href="viewer.css"></head><body class="${THEMES[theme].bodyClass} vscode-reduce-motion"${options.of ? ` data-page="${options.of}"` : ''}><div id="app"></div>
    <script nonce="test">${host}</script><script nonce="test" src="viewer.js"></script></body></html>`;
  const files: Record<string, { body: string; contentType: string }> = {
    '/': { body: html, contentType: 'text/html' },
    '/viewer.js': { body: viewer.script, contentType: 'text/javascript' },
    '/viewer.css': { body: viewer.style, contentType: 'text/css' },
  };
  await page.route('**/*', (route) => {
    const file = files[new URL(route.request().url()).pathname];
    return file ? route.fulfill({ ...file, headers: { 'Content-Security-Policy': POLICY } }) : route.abort();
  });
  const { answering } = options;
  if (answering) {
    await page.exposeFunction('answer', async (message: FromViewer) => {
      const answer = message.type === 'ask' ? answerTo(answering, message.ask) : null;
      if (answer) await send(page, { type: 'answer', answer });
    });
  }
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() =>
    Reflect.get(window, 'posted').some((message: FromViewer) => message.type === 'ready'),
  );
  return {
    page,
    send: (message) => send(page, message),
    async sendRun(data) {
      await send(page, { type: 'run', folder: data.folder, run: data.run, history: data.history });
      if (data.latents) await send(page, { type: 'latents', latents: data.latents });
      if (data.r2) await send(page, { type: 'r2', r2: data.r2 });
      await send(page, { type: 'loadings', loadings: data.loadings });
      await send(page, { type: 'groups', groups: data.groups });
    },
    posted: () => page.evaluate(() => Reflect.get(window, 'posted')),
    async faults() {
      const { errors = '', violations = '' } = await page.evaluate(() => ({ ...document.body.dataset }));
      return { errors, violations, messages };
    },
  };
}

/** Playwright's own serialisation keeps typed arrays and NaN, as VS Code's messages keep the arrays. */
async function send(page: Page, message: object): Promise<void> {
  await page.evaluate((data) => {
    window.postMessage(data, '*');
  }, message);
}
