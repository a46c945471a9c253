import type * as vscode from 'vscode';
import { UserError } from '../run/userError.ts';
import type { Analyst } from './analyst.ts';
import type { RunMonitor } from './runMonitor.ts';
import { showViewer } from './viewerPage.ts';
import { type ViewerActions, ViewerSession } from './viewerSession.ts';

export const RESULTS_EDITOR = 'crossmodal.results';

/** Opens run.crossmodal, live or old. */
export class ResultsEditor implements vscode.CustomReadonlyEditorProvider {
  private readonly extensionUri: vscode.Uri;
  private readonly monitor: RunMonitor;
  private readonly analyst: Analyst;
  private readonly actions: ViewerActions;
  private readonly sessions = new Map<vscode.WebviewPanel, ViewerSession>();

  constructor(extensionUri: vscode.Uri, monitor: RunMonitor, analyst: Analyst, actions: ViewerActions) {
    this.extensionUri = extensionUri;
    this.monitor = monitor;
    this.analyst = analyst;
    this.actions = actions;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    if (uri.scheme !== 'file') {
      throw new UserError('A run is read with the files beside it, from a disk. Open its folder on a disk to see it.');
    }
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor(document: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const session = new ViewerSession(document.uri, panel.webview, this.monitor, this.analyst, this.actions);
    this.sessions.set(panel, session);
    panel.onDidDispose(() => {
      this.sessions.delete(panel);
      session.dispose();
    });
    showViewer(panel.webview, this.extensionUri);
  }

  /** The results that the user looks at. */
  get active(): ViewerSession | undefined {
    return [...this.sessions].find(([panel]) => panel.active)?.[1];
  }
}
