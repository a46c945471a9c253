// `npm run package`: builds everything and makes crossmodal-<version>.vsix. Works offline.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { writeThirdPartyLicenses } from './packageLicenses.mjs';

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
const vsix = `${name}-${version}.vsix`;
const run = (...args) => execFileSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });

run('esbuild.mjs');
run('scripts/schema.mjs');
writeThirdPartyLicenses('dist/THIRD-PARTY-LICENSES.txt');
// Everything is bundled, so there are no dependencies to collect; README's links stay as they are without a repository.
const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
run('node_modules/@vscode/vsce/vsce', 'package', ...options, '--out', vsix);
console.log(`${vsix}: ${(statSync(vsix).size / 1e6).toFixed(1)} MB`);
