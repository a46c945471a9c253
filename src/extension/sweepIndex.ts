import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { SWEEP_FILES } from '../run/sweepFolder.ts';
import type { SweepActivity } from '../run/sweepMessages.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import { type SweepEntry, sweepEntry } from './sweepSummary.ts';
import type { SweepWatchers } from './sweepWatchers.ts';

const PLANS = `**/*.sweep/${SWEEP_FILES.plan}`;
/** Several things change together; one look at the list is enough for all. */
const SETTLE = 200;

/** What is known of one sweep. */
interface Watched {
  plan: SweepPlan | null;
  readonly rows: Map<string, SweepRow>;
  activity: SweepActivity | null;
  /** in short; null until somebody asks after the last change: over ten thousand runs it takes 12 ms, and several ask */
  entry: SweepEntry | null;
  stop: () => Promise<void>;
}

/** The sweeps of the workspace, by name. Each is watched: from its folder, at little cost where nothing happens. */
export class SweepIndex implements vscode.Disposable {
  private readonly watchers: SweepWatchers;
  private readonly sweeps = new Map<string, Watched>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly disposables: vscode.Disposable[];
  private pending: NodeJS.Timeout | undefined;
  private settling: NodeJS.Timeout | undefined;
  readonly onDidChange = this.changed.event;

  constructor(watchers: SweepWatchers) {
    this.watchers = watchers;
    const plans = vscode.workspace.createFileSystemWatcher(PLANS, false, true, false);
    this.disposables = [
      this.changed,
      plans,
      plans.onDidCreate(() => this.refreshSoon()),
      plans.onDidDelete(() => this.refreshSoon()),
      vscode.workspace.onDidDeleteFiles(() => this.refreshSoon()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.refreshSoon()),
    ];
  }

  /** By name. */
  list(): readonly SweepEntry[] {
    const entries = [...this.sweeps].flatMap(([folder, watched]) => {
      const { plan, rows, activity } = watched;
      if (plan) watched.entry ??= sweepEntry(folder, plan, rows, activity);
      return watched.entry ?? [];
    });
    return entries.sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Looks through the workspace again. */
  async refresh(): Promise<void> {
    const files = await vscode.workspace.findFiles(PLANS, `{**/node_modules/**,**/*.sweep/${SWEEP_FILES.runs}/**}`);
    const found = new Set(files.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => dirname(fsPath)));
    for (const folder of this.sweeps.keys()) if (!found.has(folder)) this.forget(folder);
    for (const folder of found) this.watch(folder);
    this.changed.fire();
  }

  private watch(folder: string): void {
    if (this.sweeps.has(folder)) {
      this.watchers.of(folder).nudge();
      return;
    }
    const watched: Watched = {
      plan: null,
      rows: new Map(),
      activity: null,
      entry: null,
      stop: async () => undefined,
    };
    const changed = (): void => {
      watched.entry = null;
      this.tell();
    };
    this.sweeps.set(folder, watched);
    watched.stop = this.watchers.of(folder).listen({
      plan: (plan) => {
        watched.plan = plan;
        watched.rows.clear();
        changed();
      },
      rows: (rows) => {
        for (const row of rows) watched.rows.set(row.name, row);
        changed();
      },
      activity: (activity) => {
        watched.activity = activity;
        changed();
      },
      // The page of the sweep says these.
      final: () => undefined,
      problem: () => undefined,
    });
  }

  private tell(): void {
    this.settling ??= setTimeout(() => {
      this.settling = undefined;
      this.changed.fire();
    }, SETTLE);
  }

  private refreshSoon(): void {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => void this.refresh(), SETTLE);
  }

  private forget(folder: string): void {
    void this.sweeps.get(folder)?.stop();
    this.sweeps.delete(folder);
  }

  dispose(): void {
    clearTimeout(this.pending);
    clearTimeout(this.settling);
    for (const folder of this.sweeps.keys()) this.forget(folder);
    for (const disposable of this.disposables) disposable.dispose();
  }
}
