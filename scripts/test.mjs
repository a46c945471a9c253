// `npm test`: installs what is missing and runs every check and test. The last line is `N passed, N failed`.
// A failed check (style, types, build, engine) counts as one failure and does not keep the rest from running.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from './importTypeScript.mjs';
import { build, installEngine, installPackages } from './prepare.mjs';
import { run, since, step } from './steps.mjs';

const begun = Date.now();
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const UNITS_FILE = join('.cache', 'units.json');
const tool = (name, ...args) => run(process.execPath, [join('node_modules', ...name.split('/')), ...args]);
/** Runs `npm run NAME`. */
const script = async (name) => {
  await run('npm', ['run', '--silent', name]);
};

const packages = await step('Packages of the project (npm ci)', installPackages);
if (!packages.ok) {
  console.log('Without its packages nothing can be tested.\n0 passed, 1 failed');
  process.exit(1);
}
const results = [
  await step('Style (biome)', () => script('lint')),
  await step('Types (tsc)', () => script('typecheck')),
  await step('Building dist/', build),
  await step('Native TensorFlow', installEngine),
  await step('Chromium', installBrowser),
  await step('Slurm', installSlurm),
  await step('Unit tests (vitest)', units),
  await step('End-to-end tests (package, then a real VS Code)', endToEnd),
];

let passed = 0;
let failed = 0;
for (const { name, ok, value, took } of results) {
  // A step of tests brings its numbers; any other counts only where it failed.
  const counts = value ?? { passed: 0, failed: ok ? 0 : 1 };
  passed += counts.passed;
  failed += counts.failed;
  const skipped = counts.skipped ? `, ${counts.skipped} skipped` : '';
  const tests = value ? `${counts.passed} passed, ${counts.failed} failed${skipped}` : ok ? 'ok' : 'FAILED';
  console.log(`${name.padEnd(50)}${took.padStart(9)}  ${tests}`);
}
console.log(`All of it took ${since(begun)}.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function units() {
  mkdirSync('.cache', { recursive: true });
  rmSync(UNITS_FILE, { force: true });
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNITS_FILE}`];
  const ended = await tool('vitest/vitest.mjs', ...args).then(
    () => true,
    () => false,
  );
  if (!existsSync(UNITS_FILE)) throw new Error('vitest ended before its tests did');
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(UNITS_FILE, 'utf8'));
  // A file that cannot be loaded fails without a failed test of its own.
  const broken = testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && !assertionResults.some((result) => result.status === 'failed');
  }).length;
  const failures = numFailedTests + broken;
  return { passed: numPassedTests, skipped: numPendingTests, failed: failures === 0 && !ended ? 1 : failures };
}

async function endToEnd() {
  let output = '';
  const ended = await run('npm', ['run', '--silent', 'test:e2e'], {
    show: (line) => {
      output += `${line}\n`;
      return line;
    },
  }).then(
    () => true,
    () => false,
  );
  const counts = /^e2e: (\d+) passed, (\d+) failed/m.exec(output);
  if (!counts) throw new Error('the end-to-end tests ended before they could count');
  const failures = Number(counts[2]);
  return { passed: Number(counts[1]), failed: failures === 0 && !ended ? 1 : failures };
}

/** The viewer's tests need it too, before the end-to-end tests would fetch it. */
async function installBrowser() {
  const source = { entryPoints: ['test/e2e/lib/installChromium.ts'] };
  const { installChromium } = await importTypeScript(source, join('.cache', 'installChromium.mjs'));
  console.log(`  ${await installChromium()}`);
}

/** Here, so that tests which need it at the same time do not install it at the same time. */
async function installSlurm() {
  const source = { entryPoints: ['test/slurm/installSlurm.ts'] };
  const module = await importTypeScript(source, join('.cache', 'installSlurm.mjs'));
  await module.installSlurm();
}
