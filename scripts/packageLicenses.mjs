// The licence texts of the packages that our bundles contain.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOTS = [
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-core',
  'h5wasm',
  'h5wasm-plugins',
  'hyparquet',
  'hyparquet-compressors',
  'jsonc-parser',
  'pbf',
  'preact',
  'umap-js',
  'vega',
  'vega-embed',
  'vega-interpreter',
  'vega-lite',
  'zod',
];

/** Writes one file with the name, version and licence of each bundled package and of what it depends on. */
export function writeThirdPartyLicenses(file) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const found = new Set();
  const visit = (name, from) => {
    const path = resolve(lock, name, from);
    if (path === null || found.has(path) || /^@types\//.test(name)) return;
    found.add(path);
    for (const dependency of Object.keys(lock[path].dependencies ?? {})) visit(dependency, path);
  };
  for (const name of ROOTS) visit(name, '');
  const sections = [...found].sort().map((path) => section(path, lock[path]));
  writeFileSync(file, `Crossmodal contains these packages.\n\n${sections.join('\n')}`);
}

/** The nearest node_modules that holds the package, as Node looks for it; null where it is not installed. */
function resolve(lock, name, from) {
  for (let folder = from; ; folder = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const path = join(folder, 'node_modules', name);
    if (lock[path]) return path;
    if (folder === '') return null;
  }
}

function section(path, { version, license }) {
  const name = path.replace(/^.*node_modules\//, '');
  const text = existsSync(path) ? readdirSync(path).find((entry) => /^(licen[sc]e|copying)/i.test(entry)) : undefined;
  const body = text ? readFileSync(join(path, text), 'utf8').trim() : `Licence: ${license ?? 'see the package'}`;
  return `${'='.repeat(80)}\n${name} ${version} (${license ?? 'see below'})\n${'='.repeat(80)}\n${body}\n`;
}
