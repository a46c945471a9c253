// `npm run bench [-- training|reading|viewer] [--quick] [--sizes 20,200] [--peers]`: what a training step costs, ours and
// others', what reading a wide table costs, and what the viewer costs, in a table each. The tables go to stdout and into
// bench/results.md, progress to stderr.
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
const part = ['training', 'reading', 'viewer'].find((name) => name === first);
try {
  if (!part || part === 'training') await benchTraining(part ? rest : process.argv.slice(2));
  if (!part || part === 'reading') await benchReading();
  if (!part || part === 'viewer') await benchViewer();
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  // Also where children are at work still: without us they end.
  process.exit(1);
}

async function benchTraining(options) {
  await build({
    entryPoints: ['bench/main.ts', 'bench/ours.ts', 'bench/roofline.ts'],
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
  });
  const { main } = (await import(pathToFileURL(`${FOLDER}/main.cjs`).href)).default;
  await main(options, FOLDER);
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
