import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { RunFile } from '../run/runFile.ts';
import { RUN_FILES } from '../run/runFolder.ts';
import { isWorkedOn, type RunState, readRunState } from '../run/runState.ts';
import { IN_SWEEPS, isInSweep } from '../run/sweepFolder.ts';
import type { Log } from './messages.ts';
import type { RunMonitor } from './runMonitor.ts';

/** One run of the workspace. */
export interface RunEntry {
  readonly folder: string;
  readonly name: string;
  readonly run: RunFile;
  readonly state: RunState;
}

/** Several files change together; one look is enough for all. */
const SETTLE = 200;

/**
 * The runs of the workspace, newest first. Those that are being trained are watched until they end. Runs of sweeps, of which
 * there may be ten thousand, are left to the page of their sweep.
 */
export class RunIndex implements vscode.Disposable {
  private readonly entries = new Map<string, RunEntry>();
  private readonly watches = new Map<string, vscode.Disposable>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly disposables: vscode.Disposable[] = [];
  private readonly monitor: RunMonitor;
  private readonly log: Log;
  private pending: NodeJS.Timeout | undefined;
  readonly onDidChange = this.changed.event;

  constructor(monitor: RunMonitor, log: Log) {
    this.monitor = monitor;
    this.log = log;
    const files = vscode.workspace.createFileSystemWatcher(`**/${RUN_FILES.run}`);
    this.disposables.push(
      this.changed,
      files,
      files.onDidCreate((uri) => void this.read(dirname(uri.fsPath))),
      files.onDidChange((uri) => void this.read(dirname(uri.fsPath))),
      // A folder that is deleted as a whole does not always tell of each file in it.
      files.onDidDelete(() => this.refreshSoon()),
      vscode.workspace.onDidDeleteFiles(() => this.refreshSoon()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.refreshSoon()),
      monitor.onDidLook(({ folder, parts }) => {
        if (this.watches.has(folder)) void this.follow(folder, parts.has('run'));
      }),
    );
  }

  /** Newest first. */
  list(): readonly RunEntry[] {
    return [...this.entries.values()].sort((a, b) => b.run.startedAt.localeCompare(a.run.startedAt));
  }

  get(folder: string): RunEntry | undefined {
    return this.entries.get(folder);
  }

  /** Looks through the workspace again. */
  async refresh(): Promise<void> {
    const files = await vscode.workspace.findFiles(`**/${RUN_FILES.run}`, `{**/node_modules/**,${IN_SWEEPS}}`);
    const found = new Set(files.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => dirname(fsPath)));
    for (const folder of this.entries.keys()) if (!found.has(folder)) this.forget(folder);
    await Promise.all([...found].map((folder) => this.read(folder)));
    this.changed.fire();
  }

  /** Takes up one run, as it stands now. */
  async read(folder: string): Promise<void> {
    if (isInSweep(folder)) return;
    try {
      const { run, state } = await readRunState(folder);
      this.entries.set(folder, { folder, name: basename(folder), run, state });
      if (state !== 'running') this.unwatch(folder);
      else if (!this.watches.has(folder)) {
        this.watches.set(folder, await this.monitor.watch(folder));
        // What was written before the watch began would be missed.
        return this.read(folder);
      }
    } catch (error) {
      this.log.warn(error instanceof Error ? error.message : String(error));
      this.forget(folder);
    }
    this.changed.fire();
  }

  private refreshSoon(): void {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => void this.refresh(), SETTLE);
  }

  /** @param changed whether its file did; a run that nobody works on any more changes without */
  private async follow(folder: string, changed: boolean): Promise<void> {
    const entry = this.entries.get(folder);
    const lost = entry?.state === 'running' && !(await isWorkedOn(folder, entry.run));
    if (changed || lost) await this.read(folder);
  }

  private forget(folder: string): void {
    this.unwatch(folder);
    this.entries.delete(folder);
  }

  private unwatch(folder: string): void {
    this.watches.get(folder)?.dispose();
    this.watches.delete(folder);
  }

  dispose(): void {
    clearTimeout(this.pending);
    for (const watch of this.watches.values()) watch.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }
}

export function isRunEntry(value: unknown): value is RunEntry {
  return typeof value === 'object' && value !== null && 'folder' in value && 'run' in value && 'state' in value;
}
