import { dirname } from 'node:path';
import type * as vscode from 'vscode';
import { type FromSweepPage, fromSweepPageSchema, type ToSweepPage } from '../run/sweepMessages.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import type { FigureFormat } from '../run/viewerMessages.ts';
import type { SweepWatcher } from '../sweep/sweepWatcher.ts';
import type { SweepActions } from './sweepActions.ts';

/** Milliseconds in which rows are collected: a message for many costs little more than one for one. */
const COLLECT = 40;
/** The same while thousands are read: the page draws its plots anew with each message. */
const COLLECT_MANY = 400;
const MANY = 100;
/** Milliseconds in which what was asked for shows in the folder or the queue. */
const SHOWN = 1_500;

/** What a session needs of a webview. */
type Page = Pick<vscode.Webview, 'onDidReceiveMessage' | 'postMessage'>;

/** Keeps the page of a sweep up to date with its folder; sends only what changed. */
export class SweepSession implements vscode.Disposable {
  readonly folder: string;
  private readonly page: Page;
  private readonly watcher: SweepWatcher;
  private readonly actions: SweepActions;
  private readonly hearing: vscode.Disposable;
  private stop: (() => Promise<void>) | undefined;
  private tellPlots: ((plots: readonly string[]) => void) | undefined;
  /** rows to be sent, the newest of each run */
  private readonly news = new Map<string, SweepRow>();
  private timer: NodeJS.Timeout | undefined;
  private answering: NodeJS.Timeout | undefined;
  /** rows in the last message */
  private sent = 0;
  private activity: Extract<ToSweepPage, { type: 'activity' }> | undefined;
  private disposed = false;

  constructor(planFile: Pick<vscode.Uri, 'fsPath'>, page: Page, watcher: SweepWatcher, actions: SweepActions) {
    this.folder = dirname(planFile.fsPath);
    this.page = page;
    this.watcher = watcher;
    this.actions = actions;
    this.hearing = page.onDidReceiveMessage((message) => void this.answer(message));
  }

  /** The plots of the page that can be saved. */
  async plots(): Promise<readonly string[]> {
    const plots = new Promise<readonly string[]>((resolve) => {
      this.tellPlots = resolve;
    });
    this.send({ type: 'listFigures' });
    return plots;
  }

  /** Has the page draw a plot and hand it over to be saved. */
  async saveFigure(plot: string, format: FigureFormat): Promise<void> {
    this.send({ type: 'saveFigure', plot, format });
  }

  /** Does what the page asks for; what goes wrong is said in the page. */
  private async answer(message: unknown): Promise<void> {
    try {
      await this.hear(fromSweepPageSchema.parse(message));
    } catch (error) {
      this.send({ type: 'problem', message: error instanceof Error ? error.message : String(error) });
    }
  }

  private async hear(message: FromSweepPage): Promise<void> {
    const { actions, folder } = this;
    switch (message.type) {
      case 'ready':
        return this.begin();
      case 'continue':
      case 'retry':
      case 'stop':
      case 'final':
        await actions[message.type](folder);
        this.watcher.nudge();
        // The page waits for an answer, also where nothing changes; until what changes is told, its buttons rest.
        clearTimeout(this.answering);
        this.answering = setTimeout(() => this.activity && this.send(this.activity), SHOWN);
        return;
      case 'openFile':
      case 'openLog':
      case 'saveReport':
        return actions[message.type](folder);
      case 'openRun':
        return actions.openRun(folder, message.run);
      case 'compareRuns':
        return actions.compareRuns(folder, message.runs);
      case 'saveFile':
        return actions.saveFile(message);
      case 'figures':
        this.tellPlots?.(message.plots);
        return;
      case 'violation':
        return actions.reportViolation(message.directive, message.blocked);
    }
  }

  /** A page that was hidden and is shown again begins anew. */
  private async begin(): Promise<void> {
    const before = this.stop;
    this.stop = this.watcher.listen({
      plan: (plan) => {
        this.news.clear();
        this.send({ type: 'plan', folder: this.folder, plan });
      },
      rows: (rows) => this.collect(rows),
      activity: (activity) => {
        this.activity = { type: 'activity', activity };
        this.send(this.activity);
      },
      final: (final) => this.send({ type: 'final', final }),
      problem: (message) => this.send({ type: 'problem', message }),
    });
    await before?.();
  }

  private collect(rows: readonly SweepRow[]): void {
    for (const row of rows) this.news.set(row.name, row);
    if (rows.length === 0) return;
    this.timer ??= setTimeout(() => this.flush(), this.sent < MANY ? COLLECT : COLLECT_MANY);
  }

  private flush(): void {
    this.timer = undefined;
    this.sent = this.news.size;
    if (this.sent === 0) return;
    this.send({ type: 'rows', rows: [...this.news.values()] });
    this.news.clear();
  }

  private send(message: ToSweepPage): void {
    if (!this.disposed) void this.page.postMessage(message);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    clearTimeout(this.answering);
    this.hearing.dispose();
    void this.stop?.();
  }
}
