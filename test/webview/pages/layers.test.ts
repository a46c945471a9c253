import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installChromium } from '../../e2e/lib/installChromium.ts';
import type { Layers } from './layersOnPage.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const [executablePath, bundle] = await Promise.all([
    installChromium(),
    build({
      entryPoints: [join(import.meta.dirname, 'layersOnPage.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2022',
    }),
  ]);
  // WebGL by the processor: the pixels of a graphics card without one.
  const args = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
  browser = await chromium.launch({ executablePath, args });
  page = await browser.newPage();
  await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? '' });
});
afterAll(() => browser.close());

test.each([
  ['everything in view', { count: 20_000, selected: false, radius: 1.5, span: 2.5 }],
  ['points beyond every edge', { count: 20_000, selected: false, radius: 3, span: 1 }],
  ['a half that stands back', { count: 20_000, selected: true, radius: 1.5, span: 1.5 }],
  ['small points, far into the plot', { count: 300_000, selected: false, radius: 1, span: 0.05 }],
])('WebGL draws the pixels of the canvas: %s', async (_name, drawing) => {
  const { drawn, filled, differing } = await page.evaluate((options) => {
    const { compare }: Layers = Reflect.get(window, 'layers');
    return compare(options);
  }, drawing);
  expect(drawn).toBe(true);
  expect(filled).toBeGreaterThan(400);
  // A place at the border of two pixels is rounded by 64 bits here and by 32 there.
  expect(differing / filled).toBeLessThan(0.002);
});

test('WebGL without a graphics card is slower than none, and is not used', async () => {
  const [renderer, hardware] = await page.evaluate(() => {
    const { renderer, hardware }: Layers = Reflect.get(window, 'layers');
    return [renderer(), hardware()];
  });
  expect(renderer).toMatch(/swiftshader/i);
  expect(hardware).toBe(false);
});

test('a lost graphics card is told of, so that the canvas takes its place', async () => {
  const drawn = await page.evaluate(() => {
    const { lose }: Layers = Reflect.get(window, 'layers');
    return lose();
  });
  expect(drawn).toEqual([true, false]);
});
