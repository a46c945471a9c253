import { join } from 'node:path';
import * as vscode from 'vscode';
import { SWEEP_FILES } from '../run/sweepFolder.ts';
import { RESULTS_EDITOR } from './resultsEditor.ts';
import { describeSweep, isWorking, type SweepEntry, statesOf } from './sweepSummary.ts';

/** The row of a sweep in the Runs view. */
export function sweepItem(entry: SweepEntry): vscode.TreeItem {
  const { folder, name, activity } = entry;
  const item = new vscode.TreeItem(name);
  item.id = folder;
  item.contextValue = isWorking(entry) ? 'sweep.running' : 'sweep.idle';
  item.iconPath = icon(entry);
  item.description = describeSweep(entry);
  item.accessibilityInformation = { label: `Sweep ${name}, ${item.description}, ${statesOf(entry)}` };
  item.tooltip = [`Sweep ${name}: ${statesOf(entry)}`, ...(activity ? [activity.text] : [])].join('\n');
  item.command = {
    command: 'vscode.openWith',
    title: 'Open Sweep',
    arguments: [vscode.Uri.file(join(folder, SWEEP_FILES.plan)), RESULTS_EDITOR],
  };
  return item;
}

function icon(entry: SweepEntry): vscode.ThemeIcon {
  const { counts, total } = entry;
  if (isWorking(entry)) return new vscode.ThemeIcon('sync~spin');
  if (counts.get('finished') === total) {
    return new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed'));
  }
  if (counts.has('failed')) return new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
  return new vscode.ThemeIcon('layers');
}
