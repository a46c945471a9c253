// Builds dist/: the command line, the trainer and analysis processes, the extension and the viewer. `node esbuild.mjs [--watch]`
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';

const require = createRequire(import.meta.url);
const watch = process.argv.includes('--watch');
const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

const shared = {
  bundle: true,
  outdir: 'dist',
  logLevel: 'warning',
  sourcemap: watch,
  minify: !watch,
  keepNames: true,
  define: { CROSSMODAL_VERSION: JSON.stringify(version) },
};
/** Runs in Node: CommonJS, because VS Code and `require` of the native engine want it. */
const node = {
  ...shared,
  // A browser's global: VS Code logs an error where an extension so much as looks at it, as zod does.
  define: { ...shared.define, navigator: 'undefined' },
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  outExtension: { '.js': '.cjs' },
  // tfjs-core's gradients exist only in its ES modules: taking its `main` too would bundle the library twice.
  mainFields: ['module', 'main'],
  // Figures are drawn as SVG. Vega's way to a canvas in Node waits for a native package at the top level of a module,
  // which CommonJS cannot; its way in a browser finds no page and goes without.
  // HDF5 is 4 MB of which most commands need nothing: it stays a file of its own, loaded with the first HDF5 file.
  alias: {
    'vega-canvas': './node_modules/vega-canvas/build/vega-canvas.browser.js',
    'h5wasm/node': './h5wasm/hdf5_hl.js',
  },
  external: ['./h5wasm/hdf5_hl.js'],
};
/** Runs in a webview or in a report opened from disk. */
const browser = {
  ...shared,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
};

const bundles = [
  { ...node, entryPoints: { crossmodal: 'src/cli/main.ts' }, banner: { js: '#!/usr/bin/env node' } },
  { ...node, entryPoints: { trainer: 'src/trainer/main.ts' } },
  { ...node, entryPoints: { analysis: 'src/analysis/main.ts' } },
  { ...node, entryPoints: { extension: 'src/extension/extension.ts' }, external: [...node.external, 'vscode'] },
  { ...browser, entryPoints: { viewer: 'webview/main.tsx' }, loader: { '.css': 'css' } },
];

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
// The WASM engine's binary travels with us; only the SIMD build is loaded in Node.
const wasm = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
for (const name of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm']) {
  cpSync(`${wasm}/wasm-out/${name}`, `dist/${name}`);
}
// So does HDF5, whose binary lies in its JavaScript, with the ways to unpack that AnnData files are met with.
cpSync(dirname(fileURLToPath(import.meta.resolve('h5wasm/node'))), 'dist/h5wasm', { recursive: true });
for (const name of ['lzf', 'zstd', 'blosc', 'blosc2', 'lz4', 'bshuf', 'bz2']) {
  const plugin = `libH5Z${name}.so`;
  cpSync(join(dirname(require.resolve('h5wasm-plugins')), 'plugins', plugin), join('dist/h5wasm/plugins', plugin));
}

// What installs the native engine on the user's machine.
cpSync('src/engine/native', 'dist/native', { recursive: true });

if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
