// `npm run vscode [-- PORT]`: serves a real VS Code on this machine with the packaged extension and the sample open.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { importTypeScript } from './importTypeScript.mjs';

if (!existsSync('node_modules')) {
  console.log('Installing the packages of package-lock.json …');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { stdio: 'inherit' });
}
await importTypeScript({ entryPoints: ['test/e2e/serve.ts'] }, '.cache/e2e/serve.mjs');
