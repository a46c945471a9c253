import { SlurmQueue } from '../sweep/slurm/slurmQueue.ts';
import { SweepWatcher } from '../sweep/sweepWatcher.ts';

/** One watcher for each sweep, however many look at it. They rest while nobody does. */
export class SweepWatchers {
  private readonly watchers = new Map<string, SweepWatcher>();

  /** @param folder of the sweep */
  of(folder: string): SweepWatcher {
    const known = this.watchers.get(folder);
    if (known) return known;
    const queue = new SlurmQueue(folder);
    const watcher = new SweepWatcher(folder, (runs) => queue.look(runs));
    this.watchers.set(folder, watcher);
    return watcher;
  }
}
