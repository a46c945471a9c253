import * as vscode from 'vscode';
import { SlurmQueue } from '../sweep/slurm/slurmQueue.ts';
import { NO_QUEUE } from '../sweep/sweepQueue.ts';
import { SweepWatcher } from '../sweep/sweepWatcher.ts';

/** One watcher for each sweep, however many look at it. They rest while nobody does. */
export class SweepWatchers {
  private readonly watchers = new Map<string, SweepWatcher>();

  /** @param folder of the sweep */
  of(folder: string): SweepWatcher {
    const known = this.watchers.get(folder);
    if (known) return known;
    const queue = new SlurmQueue(folder);
    // Asking Slurm starts a program, which waits until the workspace is trusted.
    const ask = async (runs: readonly string[]) => (vscode.workspace.isTrusted ? queue.look(runs) : NO_QUEUE);
    const watcher = new SweepWatcher(folder, ask);
    this.watchers.set(folder, watcher);
    return watcher;
  }
}
