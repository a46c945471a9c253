// `npm run bench [-- training|sparse|reading|viewer|watch|sweep] [--quick] [--sizes 20,200] [--peers]`: what a training step costs, ours and
// others', what reading a wide table costs, what the viewer costs, and what watching ten thousand runs costs, in a table each;
// only when asked for, `sparse`, what training on sparse counts costs, and `sweep`, what a sweep does. The tables go to stdout and
// into bench/results.md, progress to stderr.
import { cpSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { importTypeScript } from '../scripts/importTypeScript.mjs';
import { installPackages } from '../scripts/prepare.mjs';

const FOLDER = '.cache/bench';

console.log = console.error;
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await installPackages();
// Not at the top: it is one of the packages.
const { build } = await import('esbuild');
const [first, ...rest] = process.argv.slice(2);
const part = ['training', 'sparse', 'reading', 'viewer', 'watch', 'sweep'].find((name) => name === first);
try {
  if (!part || part === 'training') await benchTraining(part ? rest : process.argv.slice(2));
  if (part === 'sparse') await benchSparse();
  if (!part || part === 'reading') await benchReading();
  if (!part || part === 'viewer') await benchViewer();
  if (!part || part === 'watch') await benchWatch();
  if (part === 'sweep') await benchSweep(rest);
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  // Also where children are at work still: without us they end.
  process.exit(1);
}

async function benchTraining(options) {
  await bundle(['bench/main.ts', 'bench/ours.ts', 'bench/roofline.ts']);
  const { main } = (await import(pathToFileURL(`${FOLDER}/main.cjs`).href)).default;
  await main(options, FOLDER);
}

async function benchSparse() {
  await import('../esbuild.mjs');
  // As in dist/: HDF5 lies beside what needs it.
  cpSync('dist/h5wasm', `${FOLDER}/h5wasm`, { recursive: true });
  const entries = {
    sparseMain: 'bench/sparse/main.ts',
    sparse: 'bench/sparse/ours.ts',
    sparseRun: 'bench/sparse/run.ts',
  };
  await bundle(entries, { alias: { 'h5wasm/node': './h5wasm/hdf5_hl.js' }, external: ['./h5wasm/hdf5_hl.js'] });
  const { main } = (await import(pathToFileURL(`${FOLDER}/sparseMain.cjs`).href)).default;
  await main(FOLDER);
}

async function bundle(entryPoints, options = {}) {
  await build({
    entryPoints,
    outdir: FOLDER,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // As in esbuild.mjs: tfjs-core's gradients exist only in its ES modules.
    mainFields: ['module', 'main'],
    logLevel: 'error',
    ...options,
  });
}

async function benchReading() {
  await build({
    entryPoints: ['bench/reading/main.ts', 'bench/reading/ours.ts', 'bench/reading/papaParse.ts'],
    outdir: `${FOLDER}/reading`,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
  const { main } = (await import(pathToFileURL(`${FOLDER}/reading/main.cjs`).href)).default;
  await main(FOLDER);
}

async function benchViewer() {
  await import('../esbuild.mjs');
  await build({
    entryPoints: ['bench/viewer/peersOnPage.ts'],
    outdir: FOLDER,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  });
  const { main } = await importTypeScript({ entryPoints: ['bench/viewer/main.ts'] }, `${FOLDER}/viewer.mjs`);
  await main(FOLDER);
}

async function benchWatch() {
  await import('../esbuild.mjs');
  await bundle({ watched: 'bench/watch/ours.ts' });
  const { main } = await importTypeScript({ entryPoints: ['bench/watch/main.ts'] }, `${FOLDER}/watch.mjs`);
  await main(FOLDER);
}

async function benchSweep(options) {
  await import('../esbuild.mjs');
  const { main } = await importTypeScript({ entryPoints: ['bench/sweep/main.ts'] }, `${FOLDER}/sweep.mjs`);
  await main(options, FOLDER);
}
