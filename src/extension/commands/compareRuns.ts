import * as vscode from 'vscode';
import { UserError } from '../../run/userError.ts';
import { comparisonPage } from '../comparison.ts';
import { pickRuns, type Services } from '../services.ts';
import { chosenRuns } from './runActions.ts';

export const COMPARISON_SCHEME = 'crossmodal-comparison';

/** Pages that are made, not stored; each is kept for as long as the window lives. */
const pages = new Map<string, string>();

export const comparisonPages: vscode.TextDocumentContentProvider = {
  provideTextDocumentContent: ({ path }) =>
    pages.get(path) ?? 'This comparison belonged to an earlier window. Compare the runs again.',
};

/** Compare Runs: two or more runs side by side, as a page that can be copied or saved. */
export async function compareRuns(services: Services, clicked: unknown, selection: unknown): Promise<void> {
  let chosen: readonly { name: string; folder: string }[] = chosenRuns(clicked, selection);
  if (chosen.length < 2) {
    await services.runs.refresh();
    const known = services.runs.list();
    if (known.length < 2)
      throw new UserError('There are fewer than two runs in this workspace: nothing to compare yet.');
    const first = new Set(chosen.map(({ folder }) => folder));
    const sorted = [...known].sort((a, b) => Number(first.has(b.folder)) - Number(first.has(a.folder)));
    const picked = await pickRuns(sorted, 'Two or more runs to compare', true);
    if (!picked) return;
    chosen = picked;
  }
  if (chosen.length < 2) throw new UserError('Choose two or more runs to compare.');
  const runs = chosen.flatMap(({ folder }) => services.runs.get(folder) ?? []);
  const path = `/Comparison of ${runs.map(({ name }) => name).join(', ')}.md`;
  pages.set(path, comparisonPage(runs));
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.from({ scheme: COMPARISON_SCHEME, path }));
}
