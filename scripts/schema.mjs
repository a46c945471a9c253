// `npm run schema`: writes schemas/study.schema.json, which VS Code reads, from the code that checks study files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const outfile = '.cache/schema.mjs';
await build({ entryPoints: ['src/extension/studySchema.ts'], outfile, bundle: true, platform: 'node', format: 'esm' });
const { studyJsonSchema } = await import(new URL(`../${outfile}`, import.meta.url).href);
mkdirSync('schemas', { recursive: true });
writeFileSync('schemas/study.schema.json', studyJsonSchema());
