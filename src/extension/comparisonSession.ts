import type * as vscode from 'vscode';
import { type ComparedRun, comparedRun } from '../run/comparedRun.ts';
import { readRun } from '../run/readRun.ts';
import type { RunFile } from '../run/runFile.ts';
import { isWorkedOn, type RunState, readRunState, seenRun } from '../run/runState.ts';
import { type FromViewer, fromViewerSchema, type ToViewer } from '../run/viewerMessages.ts';
import { saveFile } from './commands/exportFigure.ts';
import { showProblem } from './messages.ts';
import { openRun, type Services } from './services.ts';

/** Keeps one comparison up to date with its runs; sends again only those that changed. */
export class ComparisonSession implements vscode.Disposable {
  private readonly services: Services;
  private readonly webview: vscode.Webview;
  private readonly folders: readonly string[];
  private readonly disposables: vscode.Disposable[] = [];
  /** each run as it was last sent; those that cannot be read have none */
  private readonly sent = new Map<string, { readonly run: RunFile; readonly state: RunState }>();
  private readonly unread = new Map<string, string>();
  private watching = false;
  private disposed = false;
  /** One reading after the other: a comparison of many large runs fits into memory one at a time. */
  private queue: Promise<void> = Promise.resolve();

  constructor(services: Services, webview: vscode.Webview, folders: readonly string[]) {
    this.services = services;
    this.webview = webview;
    this.folders = folders;
    this.disposables.push(
      webview.onDidReceiveMessage((message) => this.enqueue(() => this.hear(fromViewerSchema.parse(message)))),
      services.monitor.onDidLook(({ folder, parts }) => {
        if (this.watching && folders.includes(folder)) this.enqueue(() => this.follow(folder, parts.size > 0));
      }),
    );
  }

  private async hear(message: FromViewer): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.begin();
      case 'openRun':
        if (this.folders.includes(message.folder)) await openRun(message.folder);
        return;
      case 'saveFile':
        return saveFile(message);
      case 'openLog':
        return this.services.log.show();
      case 'violation':
        return this.services.log.error(`Blocked in the comparison: ${message.directive} ${message.blocked}`);
      default:
        // Other pages offer the rest.
        return;
    }
  }

  private async begin(): Promise<void> {
    if (!this.watching) {
      for (const folder of this.folders) await this.watch(folder);
      this.watching = true;
    }
    const runs: ComparedRun[] = [];
    for (const folder of this.folders) runs.push(...(await this.read(folder)));
    await this.send(runs);
  }

  private async watch(folder: string): Promise<void> {
    const watch = await this.services.monitor.watch(folder);
    if (this.disposed) watch.dispose();
    else this.disposables.push(watch);
  }

  /** @param changed whether files did; a run whose process is gone changes without */
  private async follow(folder: string, changed: boolean): Promise<void> {
    if (!changed && !(await this.lost(folder))) return;
    await this.send(await this.read(folder));
  }

  /** Whether nobody works any more on a run that was sent as running. */
  private async lost(folder: string): Promise<boolean> {
    const sent = this.sent.get(folder);
    return sent?.state === 'running' && !(await isWorkedOn(folder, sent.run));
  }

  /** The run as it stands now; none, with the reason noted, where it cannot be read. */
  private async read(folder: string): Promise<ComparedRun[]> {
    try {
      const data = await readRun(folder);
      const { run, state } = await readRunState(folder);
      this.sent.set(folder, { run, state });
      this.unread.delete(folder);
      return [comparedRun({ ...data, run: seenRun(run, state) })];
    } catch (error) {
      this.sent.delete(folder);
      this.unread.set(folder, error instanceof Error ? error.message : String(error));
      return [];
    }
  }

  private async send(runs: readonly ComparedRun[]): Promise<void> {
    const unread = [...this.unread].map(([folder, message]) => ({ folder, message }));
    const message: ToViewer = { type: 'comparison', folders: this.folders, runs, unread };
    if (!this.disposed) await this.webview.postMessage(message);
  }

  private enqueue(work: () => Promise<void>): void {
    this.queue = this.queue.then(work).catch((error: unknown) => showProblem(this.services.log, error));
  }

  dispose(): void {
    this.disposed = true;
    for (const disposable of this.disposables) disposable.dispose();
  }
}
