import { fork } from 'node:child_process';
import * as vscode from 'vscode';
import { errorOfEnd } from './endOfCommand.ts';
import type { Log } from './messages.ts';
import { environmentSetting } from './settings.ts';

/**
 * Runs our command line in a process of its own, so that reading a big table never blocks the extension host.
 * @param args as a user would type them; `--json` is added
 * @param onProgress each line that it says on the way
 * @returns the document that it prints
 * @throws UserError with its message for exit code 2; CancellationError where `token` was used
 */
export async function commandLine(
  extensionUri: vscode.Uri,
  args: readonly string[],
  log: Log,
  { token, onProgress }: { token?: vscode.CancellationToken; onProgress?: (line: string) => void } = {},
): Promise<unknown> {
  const program = vscode.Uri.joinPath(extensionUri, 'dist', 'crossmodal.cjs').fsPath;
  log.info(`crossmodal ${args.join(' ')}`);
  const child = fork(program, [...args, '--json'], {
    execArgv: [],
    silent: true,
    detached: true,
    env: environmentSetting(),
  });
  const cancelled = token?.onCancellationRequested(() => {
    // The whole group: an installer has compilers and downloads below it.
    if (child.pid !== undefined) process.kill(process.platform === 'win32' ? child.pid : -child.pid);
  });
  let document = '';
  let said = '';
  let unfinished = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    document += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    const lines = (unfinished + text).split(/\r?\n|\r/);
    unfinished = lines.pop() ?? '';
    for (const line of lines) {
      log.info(line);
      onProgress?.(line);
    }
  });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (token?.isCancellationRequested) throw new vscode.CancellationError();
    const error = errorOfEnd(code, said, `crossmodal ${args[0]}`);
    if (error !== null) throw error;
    return JSON.parse(document);
  } finally {
    cancelled?.dispose();
  }
}
