// `npm run vscode [-- PORT]`: serves a real VS Code on this machine with the packaged extension and the sample open.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const outfile = '.cache/e2e/serve.mjs';
if (!existsSync('node_modules')) {
  console.log('Installing the packages of package-lock.json …');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { stdio: 'inherit' });
}
const { build } = await import('esbuild');
await build({
  entryPoints: ['test/e2e/serve.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'error',
});
await import(new URL(`../${outfile}`, import.meta.url).href);
