import * as vscode from 'vscode';
import { z } from 'zod';
import { ComparisonSession } from './comparisonSession.ts';
import type { Services } from './services.ts';
import { showViewer } from './viewerPage.ts';

export const COMPARISON_PANEL = 'crossmodal.comparison';

/** What the page keeps across a reload of the window, as far as it is needed to find its runs again. */
const stateSchema = z.object({ compared: z.array(z.string()).min(1) });

/** Opens runs side by side. @param folders of the runs, in the order of the page */
export function showComparison(services: Services, folders: readonly string[]): void {
  const title = `Comparison of ${folders.length} runs`;
  const panel = vscode.window.createWebviewPanel(COMPARISON_PANEL, title, vscode.ViewColumn.Active);
  fill(services, panel, folders);
}

/** Brings comparisons back after the window was reloaded. */
export function comparisonSerializer(services: Services): vscode.WebviewPanelSerializer {
  return {
    async deserializeWebviewPanel(panel, state) {
      const saved = stateSchema.safeParse(state);
      if (saved.success) fill(services, panel, saved.data.compared);
      // A page that was closed before it had shown anything kept nothing.
      else panel.dispose();
    },
  };
}

function fill(services: Services, panel: vscode.WebviewPanel, folders: readonly string[]): void {
  panel.iconPath = vscode.Uri.joinPath(services.extensionUri, 'media', 'runs.svg');
  const session = new ComparisonSession(services, panel.webview, folders);
  panel.onDidDispose(() => session.dispose());
  showViewer(panel.webview, services.extensionUri);
}
