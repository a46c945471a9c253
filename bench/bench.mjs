// `npm run bench [-- --quick] [--sizes 20,200] [--peers]`: what a training step costs, ours and others', in one table.
// Builds nothing but itself; the table goes to stdout, progress to stderr.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installPackages } from '../scripts/prepare.mjs';

const FOLDER = '.cache/bench';

console.log = console.error;
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await installPackages();
// Not at the top: it is one of the packages.
const { build } = await import('esbuild');
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
try {
  await main(process.argv.slice(2), FOLDER);
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  // Also where children are at work still: without us they end.
  process.exit(1);
}
