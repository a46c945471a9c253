import { dirname } from 'node:path';
import type * as vscode from 'vscode';
import type { Group } from '../run/groups.ts';
import { HistoryTail } from '../run/historyTail.ts';
import { readFeature, readGroups, readLatentsSoFar, readLoadings, readR2 } from '../run/readRun.ts';
import type { RunFile } from '../run/runFile.ts';
import { type RunState, readRunState, seenRun } from '../run/runState.ts';
import { ShownHistory } from '../run/shownHistory.ts';
import {
  type Answer,
  type FigureFormat,
  type FromViewer,
  fromViewerSchema,
  type ToViewer,
  type ViewerAsk,
} from '../run/viewerMessages.ts';
import type { Analyst } from './analyst.ts';
import { keepGroups } from './keepGroups.ts';
import type { RunChange, RunMonitor } from './runMonitor.ts';

/** What the viewer may ask of the editor around it. */
export interface ViewerActions {
  stop(folder: string): Promise<void>;
  openLog(folder: string): Promise<void>;
  resume(folder: string): Promise<void>;
  saveFile(file: Extract<FromViewer, { type: 'saveFile' }>): Promise<void>;
  reportViolation(directive: string, blocked: string): void;
}

/** Keeps one viewer up to date with one run folder; sends only what changed. */
export class ViewerSession implements vscode.Disposable {
  readonly folder: string;
  private readonly webview: vscode.Webview;
  private readonly monitor: RunMonitor;
  private readonly analyst: Analyst;
  private readonly actions: ViewerActions;
  /** gives up what is being asked, by question */
  private readonly asked = new Map<string, AbortController>();
  private readonly disposables: vscode.Disposable[] = [];
  private readonly tail: HistoryTail;
  private history = new ShownHistory();
  private watch: vscode.Disposable | undefined;
  private tellPlots: ((plots: readonly string[]) => void) | undefined;
  private ready = false;
  private disposed = false;
  private state: string | undefined;
  /** Messages go out in the order in which the changes were seen. */
  private queue: Promise<void> = Promise.resolve();

  constructor(
    runFile: vscode.Uri,
    webview: vscode.Webview,
    monitor: RunMonitor,
    analyst: Analyst,
    actions: ViewerActions,
  ) {
    this.folder = dirname(runFile.fsPath);
    this.tail = new HistoryTail(this.folder);
    this.webview = webview;
    this.monitor = monitor;
    this.analyst = analyst;
    this.actions = actions;
    this.disposables.push(
      webview.onDidReceiveMessage((message) => this.tell(() => this.hear(fromViewerSchema.parse(message)))),
      monitor.onDidLook((change) => {
        if (change.folder === this.folder && this.ready) this.enqueue(() => this.follow(change));
      }),
    );
  }

  /** The plots of the page that can be saved. */
  async plots(): Promise<readonly string[]> {
    const plots = new Promise<readonly string[]>((resolve) => {
      this.tellPlots = resolve;
    });
    await this.send({ type: 'listFigures' });
    return plots;
  }

  /** Has the page draw a plot and hand it over to be saved. */
  async saveFigure(plot: string, format: FigureFormat): Promise<void> {
    await this.send({ type: 'saveFigure', plot, format });
  }

  private async hear(message: FromViewer): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.enqueue(() => this.begin());
      case 'stop':
        return this.actions.stop(this.folder);
      case 'openLog':
        return this.actions.openLog(this.folder);
      case 'resume':
        await this.actions.resume(this.folder);
        // Where it could not go on, nothing in the folder changed: the page waits for an answer.
        return this.enqueue(async () => this.sendRun(await readRunState(this.folder)));
      case 'saveFile':
        return this.actions.saveFile(message);
      case 'saveGroups':
        return this.enqueue(() => this.keepGroups(message.groups, message.base));
      case 'figures':
        this.tellPlots?.(message.plots);
        return;
      case 'violation':
        return this.actions.reportViolation(message.directive, message.blocked);
      case 'ask':
        return this.reply(message.ask);
      case 'openRun':
      case 'trainThese':
      case 'applyRemedy':
      case 'inspectAgain':
        // Other pages offer these.
        return;
    }
  }

  private enqueue(work: () => Promise<void>): void {
    this.queue = this.queue.then(() => this.tell(work));
  }

  /** Does something; what goes wrong is said in the page. */
  private async tell(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.send({ type: 'problem', message: messageOf(error) });
    }
  }

  private async begin(): Promise<void> {
    this.watch ??= await this.monitor.watch(this.folder);
    this.ready = true;
    const now = await readRunState(this.folder);
    // The words at once; each of the others when it is read, so that what is small does not wait for what is large.
    const sent = await Promise.allSettled([this.sendRun(now), this.sendR2(), this.sendGroups(), this.sendLatents()]);
    // The last: with it the page knows that all there is has arrived, also where a file could not be read.
    await this.sendLoadings(now.run);
    for (const part of sent) if (part.status === 'rejected') throw part.reason;
  }

  private async keepGroups(groups: readonly Group[], base: readonly Group[]): Promise<void> {
    try {
      await this.send({ type: 'groups', groups: await keepGroups(this.folder, base, groups), saved: true });
    } catch (error) {
      throw new Error(`Your groups are not kept with the run yet, only in this page: ${messageOf(error)}`);
    }
  }

  private async follow({ parts }: RunChange): Promise<void> {
    if (parts.has('groups')) await this.sendGroups();
    const positions = parts.has('latents') || parts.has('errors');
    if (parts.has('r2')) await this.sendR2();
    if (positions) await this.sendLatents();
    const now = await readRunState(this.folder);
    if (positions || parts.has('r2')) await this.sendLoadings(now.run);
    if (!parts.has('run') && !parts.has('history') && now.state === this.state) return;
    await this.sendRun(now);
  }

  private async sendRun({ run, state }: { run: RunFile; state: RunState }): Promise<void> {
    const { entries, anew } = await this.tail.next();
    if (anew) this.history = new ShownHistory();
    this.history.add(entries);
    const history = this.history.entries;
    this.state = state;
    const interrupted = state === 'interrupted';
    await this.send({ type: 'run', folder: this.folder, run: seenRun(run, state), history, interrupted });
  }

  private async sendR2(): Promise<void> {
    const r2 = await readR2(this.folder);
    if (r2) await this.send({ type: 'r2', r2 });
  }

  private async sendGroups(): Promise<void> {
    await this.send({ type: 'groups', groups: await readGroups(this.folder) });
  }

  private async sendLatents(): Promise<void> {
    const latents = await readLatentsSoFar(this.folder);
    if (latents) await this.send({ type: 'latents', latents });
  }

  private async sendLoadings(run: RunFile): Promise<void> {
    await this.send({ type: 'loadings', loadings: await readLoadings(this.folder, run) });
  }

  /** Asked again, a question gives up its earlier self: what that was about has changed. */
  private async reply(ask: ViewerAsk): Promise<void> {
    const { about, id } = ask;
    const question = `${about} ${id}`;
    const current = new AbortController();
    this.asked.get(question)?.abort();
    this.asked.set(question, current);
    const send = async (message: ToViewer): Promise<void> => {
      if (!current.signal.aborted) await this.send(message);
    };
    try {
      await send({ type: 'answer', answer: await this.answer(ask, current.signal) });
    } catch (error) {
      await send({ type: 'askFailed', about, id, message: messageOf(error) });
    } finally {
      if (this.asked.get(question) === current) this.asked.delete(question);
    }
  }

  private async answer(ask: ViewerAsk, signal: AbortSignal): Promise<Answer> {
    const { about, id } = ask;
    if (about !== 'prediction') {
      const progress = (text: string): void => void this.send({ type: 'askProgress', about, id, text });
      return this.analyst.ask(this.folder, ask, { progress, signal });
    }
    return { about, id, content: await readFeature(this.folder, ask.source, ask.target, ask.feature) };
  }

  private async send(message: ToViewer): Promise<void> {
    if (!this.disposed) await this.webview.postMessage(message);
  }

  dispose(): void {
    this.disposed = true;
    for (const question of this.asked.values()) question.abort();
    this.watch?.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
