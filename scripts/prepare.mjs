// Brings a fresh clone to where it can run: packages, dist/, the native engine. Node's own modules only.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './steps.mjs';

/** The command line as built. */
export const CROSSMODAL = join('dist', 'crossmodal.cjs');

/** `npm ci`, unless node_modules holds what the lockfile asks for. */
export async function installPackages() {
  if (packagesAreThere()) return console.log('  are there');
  await run('npm', [
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--fetch-retries=2',
    '--fetch-retry-mintimeout=1000',
  ]);
}

/** npm leaves a record of what it installed; packages for other platforms are not in it. */
function packagesAreThere() {
  const record = join('node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

/** Builds dist/, unless it is newer than everything that it is made of. */
export async function buildIfStale() {
  const sources = ['src', 'webview', 'esbuild.mjs', 'package.json', 'package-lock.json'];
  if (existsSync(CROSSMODAL) && newest(sources) <= statSync(CROSSMODAL).mtimeMs) return console.log('  is up to date');
  await build();
}

export async function build() {
  await run(process.execPath, ['esbuild.mjs']);
  await run(process.execPath, [join('scripts', 'schema.mjs')]);
}

function newest(paths) {
  const times = paths.map((path) => {
    const about = statSync(path);
    return about.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : about.mtimeMs;
  });
  return Math.max(0, ...times);
}

/** Installs native TensorFlow and the Debian packages that building it needs. Throws with the reason where it cannot. */
export async function installEngine() {
  const { engines } = JSON.parse(await run(process.execPath, [CROSSMODAL, 'engines', '--json'], { quiet: true }));
  const native = engines.find(({ name }) => name === 'tensorflow');
  if (native.loads) return console.log(`  ${native.version}, ${native.threads} threads, in ${native.place}`);
  await installBuildTools();
  await run(process.execPath, [CROSSMODAL, 'engines', 'install']);
}

/** For the way that compiles. Where we may not install them, the installer says what is missing. */
async function installBuildTools() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return;
  const missing = [];
  if (!(await works('python3', '-m', 'pip', '--version'))) missing.push('python3', 'python3-pip');
  if (!(await works('g++', '--version'))) missing.push('g++');
  if (missing.length > 0) await aptInstall(missing);
}

/** apt-get as root or with a sudo that asks nothing; elsewhere it says what to do and goes on. */
async function aptInstall(packages) {
  const root = process.getuid() === 0;
  if (!root && !(await works('sudo', '-n', 'true'))) {
    return console.log(`  To build it here, run first: sudo apt-get install ${packages.join(' ')}`);
  }
  console.log(`  installing ${packages.join(', ')} (apt-get) …`);
  const [program, ...before] = [...(root ? [] : ['sudo', '-n']), 'apt-get'];
  // A blocked network must not hold us up for long.
  const patience = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=15', '-o', 'DPkg::Lock::Timeout=300'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run(program, [...before, ...patience, 'update', '-qq'], { env, quiet: true });
    await run(program, [...before, ...patience, 'install', '-y', '-qq', '--no-install-recommends', ...packages], {
      env,
      quiet: true,
    });
  } catch (error) {
    console.log(`  that did not work: ${error.message}`);
  }
}

function works(program, ...args) {
  return run(program, args, { show: () => null }).then(
    () => true,
    () => false,
  );
}
