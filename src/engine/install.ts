import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { type Engine, loadEngine } from './engine.ts';
import { fail, type Installation, megabytes, stepsTo } from './installation.ts';
import { downloadWithTfjs } from './installFromTfjs.ts';
import { buildFromWheel } from './installFromWheel.ts';
import { withLock } from './installLock.ts';
import { runTool, type ToolResult } from './installTool.ts';
import { ENGINE_VERSION, findNative, nativeFolder, STAMP_FILE, type Stamp } from './nativePlace.ts';

/** With the wheel beside what is unpacked from it. */
const NEEDED_BYTES = 2e9;

/**
 * Installs native TensorFlow into its one place per user, or says at once that it is there, and makes it current.
 * Safe to call from several processes, and to interrupt: the engine appears whole or not at all.
 * Throws UserError with the reason where it cannot be had.
 */
export async function installNativeEngine({ log }: { log: (line: string) => void }): Promise<Engine> {
  const target = nativeFolder();
  const parent = dirname(target);
  try {
    mkdirSync(parent, { recursive: true });
  } catch (error) {
    throw fail(
      `the folder ${parent} cannot be written (${error instanceof Error ? error.message : error}); set CROSSMODAL_ENGINE_DIR`,
    );
  }
  return withLock(`${target}.lock`, log, async () => {
    if (findNative(target)) {
      try {
        const engine = await loadEngine('tensorflow');
        log(`${engine.version} is installed in ${target}`);
        return engine;
      } catch (error) {
        log(
          `The installed engine does not load (${error instanceof Error ? error.message : error}): installing it anew.`,
        );
      }
    }
    checkPlace(target);
    removeLeftovers(target);
    const folder = `${target}.tmp-${process.pid}`;
    try {
      log(`Installing native TensorFlow into ${target}`);
      await build(folder, log);
      rmSync(target, { recursive: true, force: true });
      renameSync(folder, target);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return loadEngine('tensorflow');
  });
}

async function build(folder: string, log: (line: string) => void): Promise<void> {
  const installation: Installation = { folder, recipe: recipeFolder(), step: stepsTo(log) };
  cpSync(join(installation.recipe, 'package.json'), join(folder, 'package.json'));
  cpSync(join(installation.recipe, 'package-lock.json'), join(folder, 'package-lock.json'));
  const tfjsNode = await installPackages(installation);

  let source: Stamp['source'] = 'tfjs-node';
  let tensorflow = (await downloadWithTfjs(installation)) ? await tryOut(installation) : undefined;
  if (tensorflow?.ok !== true) {
    log('  that did not work here: building against the library of the tensorflow-cpu package instead');
    rmSync(join(folder, 'node_modules', '@tensorflow', 'tfjs-node', 'deps'), { recursive: true, force: true });
    rmSync(join(folder, 'node_modules', '@tensorflow', 'tfjs-node', 'lib'), { recursive: true, force: true });
    await buildFromWheel(installation);
    source = 'tensorflow-cpu wheel';
    tensorflow = await tryOut(installation);
  }
  if (!tensorflow.ok) throw fail(`it was built but does not run here: ${crash(tensorflow)}`);

  removeMaps(join(folder, 'node_modules'));
  const version = tensorflow.output.trim().split('\n').at(-1) ?? '';
  const stamp: Stamp = {
    engine: ENGINE_VERSION,
    tfjsNode,
    tensorflow: version,
    source,
    installed: new Date().toISOString(),
  };
  writeFileSync(join(folder, STAMP_FILE), `${JSON.stringify(stamp, null, 2)}\n`);
}

/** Returns tfjs-node's version. Its own installation script is left for later: it would make npm fail with it. */
async function installPackages({ folder, step }: Installation): Promise<string> {
  const modules = join(folder, 'node_modules');
  await step('downloading tfjs-node (npm)', modules, async (onGrowth) => {
    // One question first: `npm ci` takes its time to find out that there is no network.
    const ask = [
      'view',
      '@tensorflow/tfjs-node',
      'name',
      '--loglevel=error',
      '--fetch-retries=1',
      '--fetch-timeout=10000',
      '--fetch-retry-mintimeout=500',
    ];
    const answer = await runTool('npm', ask, { cwd: folder, timeoutSeconds: 40 });
    if (!answer.ok) throw fail(npmReason(answer));
    const args = [
      'ci',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--prefer-offline',
      '--fetch-retries=1',
    ];
    const result = await runTool('npm', args, { cwd: folder, timeoutSeconds: 600, watch: modules, onGrowth });
    if (!result.ok) throw fail(npmReason(result));
  });
  const manifest = readFileSync(join(modules, '@tensorflow', 'tfjs-node', 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(manifest)).version;
}

function tryOut({ folder, recipe, step }: Installation): Promise<ToolResult> {
  return step('trying it out', folder, () =>
    runTool(process.execPath, [join(recipe, 'smokeTest.cjs'), folder], {
      cwd: folder,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', TF_CPP_MIN_LOG_LEVEL: '2' },
      timeoutSeconds: 120,
    }),
  );
}

/** Beside the bundle, or beside this file in unbundled tests. */
function recipeFolder(): string {
  return join(__dirname, 'native');
}

function checkPlace(target: string): void {
  if (existsSync(target) && readdirSync(target).length > 0 && !existsSync(join(target, STAMP_FILE))) {
    throw fail(`${target} holds other files; set CROSSMODAL_ENGINE_DIR to a folder of the engine's own`);
  }
  const disk = statfsSync(dirname(target));
  const free = disk.bavail * disk.bsize;
  if (free < NEEDED_BYTES) {
    throw fail(
      `${dirname(target)} has ${megabytes(free)} free and ${megabytes(NEEDED_BYTES)} are needed; set CROSSMODAL_ENGINE_DIR`,
    );
  }
}

/** Of installers that were killed: the lock is ours, so none is at work. */
function removeLeftovers(target: string): void {
  for (const name of readdirSync(dirname(target))) {
    if (name.startsWith(`${basename(target)}.tmp-`))
      rmSync(join(dirname(target), name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Source maps are two thirds of what npm brought. */
function removeMaps(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeMaps(path);
    else if (entry.isFile() && entry.name.endsWith('.map')) rmSync(path);
  }
}

function npmReason({ output, trouble }: ToolResult): string {
  if (trouble === 'missing') return 'npm was not found; install Node.js, which brings it';
  if (trouble === 'timeout') return 'npm took too long to download tfjs-node; check the network';
  const reason =
    /reason: (.*)/.exec(output)?.[1] ??
    /npm (?:error|ERR!) .*?(404 Not Found|network timeout|EACCES|ENOSPC|EINTEGRITY)/.exec(output)?.[1] ??
    output.split('\n').find((line) => /^npm (error|ERR!)/.test(line));
  return `npm could not download tfjs-node (${reason ?? 'no reason given'}); check the network and npm's registry and proxy settings`;
}

function crash({ output, trouble }: ToolResult): string {
  const error = output.split('\n').find((line) => /Error|error|GLIBC|Illegal/.test(line));
  return error?.trim() ?? (trouble === 'timeout' ? 'it hangs' : 'it crashes');
}
