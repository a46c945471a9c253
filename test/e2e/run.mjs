// `npm run test:e2e`: bundles the end-to-end tests and runs them. `npm run test:e2e -- NAME…` runs the specs named so.
import { build } from 'esbuild';

const outfile = '.cache/e2e/main.mjs';
await build({
  entryPoints: ['test/e2e/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
});
await import(new URL(`../../${outfile}`, import.meta.url).href);
