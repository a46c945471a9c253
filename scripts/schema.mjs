// `npm run schema`: writes schemas/, which VS Code reads, from the code that checks study and sweep files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const schemas = [
  { source: 'studySchema', make: 'studyJsonSchema', file: 'study.schema.json' },
  { source: 'sweepSchema', make: 'sweepJsonSchema', file: 'sweep.schema.json' },
];
mkdirSync('schemas', { recursive: true });
for (const { source, make, file } of schemas) {
  const outfile = `.cache/${source}.mjs`;
  await build({ entryPoints: [`src/extension/${source}.ts`], outfile, bundle: true, platform: 'node', format: 'esm' });
  const built = await import(new URL(`../${outfile}`, import.meta.url).href);
  writeFileSync(`schemas/${file}`, built[make]());
}
