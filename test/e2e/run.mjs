// `npm run test:e2e [-- NAME…]`: bundles the specs (all, or those whose file names begin so) and runs them in a real VS Code.
// `npm run pictures [-- NAME…]`: the same with what draws pictures of the README: *.picture.ts.
import { readdirSync } from 'node:fs';
import { importTypeScript } from '../../scripts/importTypeScript.mjs';

const args = process.argv.slice(2);
const wanted = args.filter((arg) => arg !== '--pictures');
const ending = args.includes('--pictures') ? '.picture.ts' : '.spec.ts';
const files = readdirSync('test/e2e')
  .filter((file) => file.endsWith(ending))
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.startsWith(name)))
  .sort();
const contents = `
  import { runSpecs } from './runSpecs.ts';
  ${files.map((file, i) => `import { specs as specs${i} } from './${file}';`).join('\n')}
  await runSpecs([${files.map((_, i) => `...specs${i}`).join(', ')}]);`;
await importTypeScript({ stdin: { contents, resolveDir: 'test/e2e', loader: 'ts' } }, '.cache/e2e/specs.mjs');
