// `npm run demo`: from a fresh clone to a trained model on the bundled TCGA tables. Installs what is missing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale, CROSSMODAL, installEngine, installPackages } from './prepare.mjs';
import { run, since, step } from './steps.mjs';

const STUDY = join('samples', 'tcga-acc', 'acc.crossmodal.json');
/** Where epochs are told line by line, one line in this many milliseconds is enough. */
const EPOCH_LINE_EVERY = 3000;
let told = 0;

const begun = Date.now();
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
const folder = join('samples', 'tcga-acc', 'crossmodal-runs', `${stamp}-demo`);
const page = `${folder}.html`;

await must(step('Packages of the project (npm ci)', installPackages));
await must(step('Building dist/', buildIfStale));
const engine = await step('Native TensorFlow', installEngine);
if (!engine.ok) console.log('  Going on with the WASM engine, which needs nothing installed.\n');
await must(
  step(`Training on TCGA adrenocortical carcinoma: ${STUDY}`, async () => {
    await run(process.execPath, [CROSSMODAL, 'train', STUDY, '--out', folder], { show: sparse });
    const { engine } = JSON.parse(readFileSync(join(folder, 'run.crossmodal'), 'utf8'));
    console.log(
      `  engine: ${engine.version}, ${engine.threads} ${engine.threads === 1 ? 'thread' : 'threads'} (${engine.note})`,
    );
  }),
);
await must(step('Report', () => run(process.execPath, [CROSSMODAL, 'report', folder, '-o', page], { quiet: true })));
console.log(`Done in ${since(begun)}.`);
console.log(`Run:    ${folder}`);
console.log(`Report: ${join(process.cwd(), page)}  (open it in any browser)`);

/** Without this step there is no demo. */
async function must(step) {
  if (!(await step).ok) process.exit(1);
}

function sparse(line) {
  // TensorFlow's greeting, which nothing but a closed stderr keeps it from.
  if (/^(WARNING: All log messages before absl|I0000 )/.test(line)) return null;
  if (!/ epoch \d+\/\d+ /.test(line)) return line;
  if (Date.now() - told < EPOCH_LINE_EVERY) return null;
  told = Date.now();
  return line;
}
