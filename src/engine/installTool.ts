import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How a program that the installer called ended. */
export interface ToolResult {
  readonly ok: boolean;
  /** stdout and stderr, the last of it */
  readonly output: string;
  /** why it did not succeed, in words: not installed, too slow, or its exit code */
  readonly trouble: 'none' | 'missing' | 'stalled' | 'timeout' | 'failed';
}

export interface ToolOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutSeconds: number;
  /** a folder that grows while the tool works; `onGrowth` hears its size in bytes every few seconds */
  readonly watch?: string;
  readonly onGrowth?: (bytes: number) => void;
  /** with `watch`: seconds without growth after which the tool counts as stuck */
  readonly stallSeconds?: number;
}

const KEPT_CHARACTERS = 20_000;
const LOOK_EVERY_MS = 2_000;

/** Runs a program to its end, never longer than allowed. Does not throw. */
export function runTool(command: string, args: readonly string[], options: ToolOptions): Promise<ToolResult> {
  return new Promise((resolve) => {
    // On Windows npm is a .cmd file, which only a shell can start.
    const shell = process.platform === 'win32' && command === 'npm';
    const env = options.env ?? process.env;
    const child = spawn(command, args, { cwd: options.cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let stopped: ToolResult['trouble'] | undefined;
    const keep = (chunk: Buffer) => {
      output = (output + chunk).slice(-KEPT_CHARACTERS);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);

    const stop = (reason: 'stalled' | 'timeout') => {
      stopped = reason;
      child.kill('SIGKILL');
    };
    const deadline = setTimeout(() => stop('timeout'), options.timeoutSeconds * 1000);
    let size = 0;
    let grownAt = Date.now();
    const look = setInterval(() => {
      if (options.watch === undefined) return;
      const now = folderBytes(options.watch);
      if (now !== size) {
        size = now;
        grownAt = Date.now();
        options.onGrowth?.(now);
      } else if (options.stallSeconds !== undefined && Date.now() - grownAt > options.stallSeconds * 1000) {
        stop('stalled');
      }
    }, LOOK_EVERY_MS);

    const finish = (trouble: ToolResult['trouble']) => {
      clearTimeout(deadline);
      clearInterval(look);
      resolve({ ok: trouble === 'none', output, trouble });
    };
    child.on('error', (error) => {
      output += error.message;
      finish('missing');
    });
    child.on('close', (code) => finish(stopped ?? (code === 0 ? 'none' : 'failed')));
  });
}

/** Size of everything in a folder; 0 where there is none. */
export function folderBytes(folder: string): number {
  let bytes = 0;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) bytes += folderBytes(path);
      else if (entry.isFile()) bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    }
  } catch {
    // The tool at work may remove a folder while we look.
  }
  return bytes;
}
