import * as vscode from 'vscode';
import { medianR2 } from '../run/runScores.ts';
import type { RunState } from '../run/runState.ts';
import { isRunEntry, type RunEntry, type RunIndex } from './runIndex.ts';
import { formatR2, whenText } from './runSummary.ts';
import { describeRun } from './services.ts';
import type { SweepIndex } from './sweepIndex.ts';
import { sweepItem } from './sweepItem.ts';
import type { SweepEntry } from './sweepSummary.ts';

const ICONS: Readonly<Record<RunState, vscode.ThemeIcon>> = {
  running: new vscode.ThemeIcon('sync~spin'),
  finished: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  stopped: new vscode.ThemeIcon('stop-circle'),
  failed: new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed')),
  interrupted: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
};

/** The sweeps of the workspace, a row each, and its other runs, newest first. */
export class RunsView implements vscode.TreeDataProvider<RunEntry | SweepEntry>, vscode.Disposable {
  private readonly runs: RunIndex;
  private readonly sweeps: SweepIndex;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly disposables: vscode.Disposable[];
  readonly onDidChangeTreeData = this.changed.event;

  constructor(runs: RunIndex, sweeps: SweepIndex) {
    this.runs = runs;
    this.sweeps = sweeps;
    const tell = () => this.changed.fire();
    this.disposables = [this.changed, runs.onDidChange(tell), sweeps.onDidChange(tell)];
  }

  getChildren(entry?: RunEntry | SweepEntry): (RunEntry | SweepEntry)[] {
    return entry ? [] : [...this.sweeps.list(), ...this.runs.list()];
  }

  getTreeItem(entry: RunEntry | SweepEntry): vscode.TreeItem {
    if (!isRunEntry(entry)) return sweepItem(entry);
    const { run, state, folder, name } = entry;
    const { label } = describeRun(entry);
    // The number first: a narrow side bar cuts off what comes last.
    const item = new vscode.TreeItem(run.study.model.name);
    item.id = folder;
    item.contextValue = `run.${state}`;
    item.iconPath = ICONS[state];
    item.description = `${describeState(entry)} · ${run.modalities.map(({ name }) => name).join(' + ')}`;
    item.accessibilityInformation = { label: `${label}, ${name}, ${state}, ${describeState(entry)}` };
    item.tooltip = new vscode.MarkdownString(tooltip(entry));
    item.command = { command: 'crossmodal.openResults', title: 'Open Results', arguments: [entry] };
    if (run.error) item.tooltip.appendMarkdown(`\n\n${escapeMarkdown(run.error)}`);
    return item;
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }
}

function describeState({ run, state }: RunEntry): string {
  const when = whenText(new Date(run.startedAt), new Date());
  if (state === 'running') return `epoch ${run.progress.epoch}/${run.progress.epochs} · ${run.progress.stage}`;
  if (state === 'failed' || state === 'interrupted') return `${state} · ${when}`;
  const median = medianR2(run.metrics);
  return [median === null ? 'no score' : `R² ${formatR2(median)}`, when].join(' · ');
}

function tooltip({ run, state, name }: RunEntry): string {
  const rows = (run.metrics?.r2 ?? [])
    .filter(({ source, target }) => source !== target && source !== 'all')
    .map(
      ({ source, target, median }) => `| ${escapeMarkdown(source)} → ${escapeMarkdown(target)} | ${formatR2(median)} |`,
    );
  const table = rows.length === 0 ? [] : ['', '| direction | median R² |', '|---|--:|', ...rows];
  return [`**${escapeMarkdown(name)}** · ${state} · ${run.samples.total} samples · ${run.engine.name}`, ...table].join(
    '\n',
  );
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>]/g, '\\$&');
}
