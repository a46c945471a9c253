import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { RUN_FILES } from '../run/runFolder.ts';

/** Milliseconds between two looks at a folder: short after a change, longer while nothing happens. */
const FASTEST = 400;
const SLOWEST = 5_000;
const BACK_OFF = 1.6;

const PARTS = ['run', 'history', 'latents', 'errors', 'r2', 'groups'] as const;
type Part = (typeof PARTS)[number];

export interface RunChange {
  readonly folder: string;
  readonly parts: ReadonlySet<Part>;
}

type Stamps = ReadonlyMap<Part, string>;

interface Watched {
  stamps: Promise<Stamps>;
  delay: number;
  timer: NodeJS.Timeout | undefined;
  watchers: number;
}

/**
 * Tells when files of a run folder change. It polls: that works for a run that this window started, for one that outlived
 * a reload, and for one that the command line or another machine writes on a shared disk.
 */
export class RunMonitor implements vscode.Disposable {
  private readonly watched = new Map<string, Watched>();
  private readonly changed = new vscode.EventEmitter<RunChange>();
  /** Fires after files changed, and with no part where nothing did: the process behind the run may be gone. */
  readonly onDidLook = this.changed.event;

  /** Watches until the result is disposed. Whoever reads the folder after this promise misses no change. */
  async watch(folder: string): Promise<vscode.Disposable> {
    const known = this.watched.get(folder);
    const entry = known ?? { stamps: takeStamps(folder), delay: FASTEST, timer: undefined, watchers: 0 };
    entry.watchers++;
    if (!known) {
      this.watched.set(folder, entry);
      this.schedule(folder, entry, FASTEST);
    }
    await entry.stamps;
    return new vscode.Disposable(() => {
      entry.watchers--;
      if (entry.watchers > 0) return;
      clearTimeout(entry.timer);
      this.watched.delete(folder);
    });
  }

  /** Looks soon: the trainer said that something happened. */
  nudge(folder: string): void {
    const entry = this.watched.get(folder);
    if (!entry || entry.delay === FASTEST) return;
    entry.delay = FASTEST;
    this.schedule(folder, entry, FASTEST);
  }

  private schedule(folder: string, entry: Watched, delay: number): void {
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => void this.look(folder, entry), delay);
  }

  private async look(folder: string, entry: Watched): Promise<void> {
    const before = await entry.stamps;
    const now = await takeStamps(folder);
    if (this.watched.get(folder) !== entry) return;
    const parts = new Set(PARTS.filter((part) => now.get(part) !== before.get(part)));
    entry.stamps = Promise.resolve(now);
    entry.delay = parts.size > 0 ? FASTEST : Math.min(entry.delay * BACK_OFF, SLOWEST);
    this.changed.fire({ folder, parts });
    this.schedule(folder, entry, entry.delay);
  }

  dispose(): void {
    for (const { timer } of this.watched.values()) clearTimeout(timer);
    this.watched.clear();
    this.changed.dispose();
  }
}

async function takeStamps(folder: string): Promise<Stamps> {
  const stamps = PARTS.map(async (part): Promise<[Part, string]> => {
    const file = await stat(join(folder, RUN_FILES[part])).catch(() => null);
    return [part, file ? `${file.mtimeMs} ${file.size} ${file.ino}` : ''];
  });
  return new Map(await Promise.all(stamps));
}
