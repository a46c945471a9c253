// Node 20 runs no TypeScript: bundles a module of ours and imports the bundle.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * @param source esbuild's `entryPoints` or `stdin`
 * @param outfile where the bundle goes, in .cache/
 * @returns what the module exports
 */
export async function importTypeScript(source, outfile) {
  // Not at the top: this file is loaded before the packages are there.
  const { build } = await import('esbuild');
  await build({
    ...source,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'error',
  });
  return import(pathToFileURL(resolve(outfile)).href);
}
