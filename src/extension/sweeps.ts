import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { SWEEP_FILES, sweepFolderOf } from '../run/sweepFolder.ts';
import { errorOfEnd, INTERRUPTED } from './endOfCommand.ts';
import type { Log } from './messages.ts';
import { environmentSetting } from './settings.ts';

/** Milliseconds between two looks whether there is a plan to show. */
const BETWEEN_LOOKS = 100;

/** What a sweep is started for besides the runs that are missing. */
export type SweepOption = '--retry' | '--final';

/**
 * Starts sweeps as a terminal would. Each is a process of its own that outlives this window, is seen in its folder, and is
 * asked to stop through it.
 */
export class Sweeps implements vscode.Disposable {
  private readonly children = new Set<ChildProcess>();
  private readonly failed = new vscode.EventEmitter<Error>();
  private readonly program: string;
  private readonly logFolder: string;
  private readonly log: Log;
  /** A sweep ended with an error after there was something to show; before that, the promise of `start` tells. */
  readonly onDidFail = this.failed.event;

  constructor(context: vscode.ExtensionContext, log: Log) {
    this.program = vscode.Uri.joinPath(context.extensionUri, 'dist', 'crossmodal.cjs').fsPath;
    this.logFolder = context.logUri.fsPath;
    this.log = log;
  }

  /**
   * Makes the runs of a sweep file that are missing, or submits them.
   * @returns the folder of the sweep, as soon as there is a plan in it
   * @throws UserError where the file, its study or its tables are wrong
   */
  async start(file: string, ...options: readonly SweepOption[]): Promise<string> {
    const folder = sweepFolderOf(file);
    const plan = join(folder, SWEEP_FILES.plan);
    let over = false;
    const ended = this.run(file, options).finally(() => {
      over = true;
    });
    while (!over && !existsSync(plan)) await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
    const error = over ? await ended : null;
    if (error !== null) throw error;
    if (!over) void ended.then((late) => late && this.failed.fire(late));
    return folder;
  }

  /** @returns what went wrong, when it has ended; null where nothing did */
  private async run(file: string, options: readonly SweepOption[]): Promise<Error | null> {
    mkdirSync(this.logFolder, { recursive: true });
    const said = join(this.logFolder, `sweep-${Date.now()}.log`);
    // A file, not a pipe: a pipe breaks with the window, and a sweep that then says a word would die of it.
    const descriptor = openSync(said, 'a');
    const child = fork(this.program, ['sweep', file, ...options, '--json'], {
      execArgv: [],
      detached: true,
      stdio: ['ignore', 'ignore', descriptor, 'ipc'],
      env: environmentSetting(),
    });
    closeSync(descriptor);
    this.children.add(child);
    this.log.info(`Sweep ${child.pid} starts: ${file}`);
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', resolve);
    }).finally(() => this.children.delete(child));
    this.log.info(`Sweep ${child.pid} ended: ${code === null ? 'killed' : `exit code ${code}`}`);
    if (code === INTERRUPTED) return null;
    const words = await readFile(said, 'utf8').catch(() => '');
    if (words !== '') this.log.info(words.slice(-4_000));
    return errorOfEnd(code, words, `The sweep ${basename(file)}`);
  }

  /** Lets go of the sweeps; they go on. */
  dispose(): void {
    for (const child of this.children) {
      if (child.connected) child.disconnect();
      child.unref();
    }
    this.failed.dispose();
  }
}
