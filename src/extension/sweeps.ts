import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { holderOf } from '../run/folderLock.ts';
import { SWEEP_FILES, sweepFolderOf } from '../run/sweepFolder.ts';
import { errorOfEnd, INTERRUPTED } from './endOfCommand.ts';
import type { Log } from './messages.ts';
import { environmentSetting } from './settings.ts';

/** Milliseconds between two looks whether runs are being made. */
const BETWEEN_LOOKS = 100;
/** Milliseconds in which whoever watches the folder of a sweep has seen that its process ended. */
const SEEN = 60_000;

/** What a sweep is started for besides the runs that are missing. */
export type SweepOption = '--retry' | '--final' | '--slurm';

/**
 * Starts sweeps as a terminal would. Each is a process of its own that outlives this window, is seen in its folder, and is
 * asked to stop through it.
 */
export class Sweeps implements vscode.Disposable {
  private readonly children = new Set<ChildProcess>();
  /** what went wrong with those that run or have just ended, by the folder that they fill; null: nothing */
  private readonly ends = new Map<string, Promise<Error | null>>();
  private readonly failed = new vscode.EventEmitter<Error>();
  private readonly program: string;
  private readonly logFolder: string;
  private readonly log: Log;
  /** A sweep ended with an error after its first run was begun; before that, the promise of `start` tells. */
  readonly onDidFail = this.failed.event;

  constructor(context: vscode.ExtensionContext, log: Log) {
    this.program = vscode.Uri.joinPath(context.extensionUri, 'dist', 'crossmodal.cjs').fsPath;
    this.logFolder = context.logUri.fsPath;
    this.log = log;
  }

  /**
   * Makes the runs of a sweep file that are missing, or submits them. Resolves as soon as they are being made or all is done:
   * from then on the folder of the sweep tells.
   * @throws UserError where the file, its study or its tables are wrong, or Slurm does not take all runs
   */
  async start(file: string, ...options: readonly SweepOption[]): Promise<void> {
    const folder = sweepFolderOf(file);
    const made = options.includes('--final') ? join(folder, SWEEP_FILES.final) : folder;
    let over = false;
    const ended = this.run(file, options)
      .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
      .finally(() => {
        over = true;
      });
    // A plan alone may be that of last time.
    while (!over && !(await holderOf(made))) await sleep(BETWEEN_LOOKS);
    const error = over ? await ended : null;
    if (error !== null) throw error;
    if (!over) void this.tellEnd(made, ended);
  }

  /** Whether a sweep whose runs are no longer made was this window's and ended with an error, which `onDidFail` tells. */
  async hasFailed(folder: string): Promise<boolean> {
    return (await this.ends.get(folder)) instanceof Error;
  }

  private async tellEnd(folder: string, ended: Promise<Error | null>): Promise<void> {
    this.ends.set(folder, ended);
    const error = await ended;
    if (error) this.failed.fire(error);
    await sleep(SEEN, undefined, { ref: false });
    if (this.ends.get(folder) === ended) this.ends.delete(folder);
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
