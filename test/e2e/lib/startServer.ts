import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endTrainings } from './endTrainings.ts';
import { freePort } from './freePort.ts';
import type { ServerProgram } from './installServer.ts';
import { shell } from './shell.ts';
import { eventually } from './wait.ts';

export interface Server {
  readonly url: string;
  /** the copy of the folder that it serves */
  readonly workspace: string;
  readonly home: string;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly vsix: string;
  /** files and folders to copy into the workspace: [source, name] */
  readonly content: readonly (readonly [string, string])[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly port?: number;
  /** of the window's programs, besides that of this process */
  readonly env?: Readonly<Record<string, string>>;
}

/** No greeting, no gallery, no telemetry: the page shows only what the tests open. */
const QUIET = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
};

/** Starts a VS Code with the VSIX installed, all its state in a fresh folder, on a free port of this machine. */
export async function startServer(program: ServerProgram, options: ServerOptions): Promise<Server> {
  const home = await mkdtemp(join(tmpdir(), 'crossmodal-vscode-'));
  const workspace = join(home, 'workspace');
  await mkdir(workspace);
  for (const [source, name] of options.content) await cp(source, join(workspace, name), { recursive: true });
  const user = join(home, 'user', 'User');
  await mkdir(user, { recursive: true });
  await writeFile(join(user, 'settings.json'), JSON.stringify({ ...QUIET, ...options.settings }, null, 2));
  // Without a configuration of its own it would write one into the user's home.
  await writeFile(join(home, 'config.yaml'), 'auth: none\n');
  const env = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', NODE_OPTIONS: '', ...options.env };
  const common = [
    program.entry,
    ...['--config', join(home, 'config.yaml')],
    ...['--user-data-dir', join(home, 'user')],
    ...['--extensions-dir', join(home, 'extensions')],
  ];
  await shell(program.node, [...common, '--install-extension', options.vsix], { env });

  const port = options.port ?? (await freePort());
  const child = spawn(
    program.node,
    [
      ...common,
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
      ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
      ...['--disable-getting-started-override', '--ignore-last-opened'],
    ],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const log = createWriteStream(join(home, 'server.log'));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  let exit: number | null = null;
  child.on('exit', (code) => {
    exit = code ?? 1;
  });
  await eventually('the server answers', 30_000, async () => {
    if (exit !== null) throw new Error(`code-server ended with exit code ${exit}; see ${join(home, 'server.log')}`);
    return fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  return {
    url: `http://127.0.0.1:${port}/?folder=${encodeURI(workspace)}`,
    workspace,
    home,
    stop: async () => {
      child.kill();
      await eventually('the server stops', 10_000, async () => exit !== null).catch(() => child.kill('SIGKILL'));
      await endTrainings(workspace);
      log.end();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
