import { basename } from 'node:path';
import type * as vscode from 'vscode';
import { SWEEP_FILES } from '../run/sweepFolder.ts';
import { UserError } from '../run/userError.ts';
import type { FigureFormat } from '../run/viewerMessages.ts';
import { showViewer } from './viewerPage.ts';

export const RESULTS_EDITOR = 'crossmodal.results';

/** Feeds one page, and can save its plots. */
export interface PageSession extends vscode.Disposable {
  /** The plots of the page that can be saved. */
  plots(): Promise<readonly string[]>;
  /** Has the page draw a plot and hand it over to be saved. */
  saveFigure(plot: string, format: FigureFormat): Promise<void>;
}

type Feed = (file: vscode.Uri, webview: vscode.Webview) => PageSession;

/** Opens run.crossmodal and sweep.crossmodal, live or old. */
export class ResultsEditor implements vscode.CustomReadonlyEditorProvider {
  private readonly extensionUri: vscode.Uri;
  private readonly feed: { readonly run: Feed; readonly sweep: Feed };
  private readonly sessions = new Map<vscode.WebviewPanel, PageSession>();

  constructor(extensionUri: vscode.Uri, feed: { readonly run: Feed; readonly sweep: Feed }) {
    this.extensionUri = extensionUri;
    this.feed = feed;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    if (uri.scheme !== 'file') {
      throw new UserError('A run is read with the files beside it, from a disk. Open its folder on a disk to see it.');
    }
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const isSweep = basename(uri.fsPath) === SWEEP_FILES.plan;
    const session = (isSweep ? this.feed.sweep : this.feed.run)(uri, panel.webview);
    this.sessions.set(panel, session);
    panel.onDidDispose(() => {
      this.sessions.delete(panel);
      session.dispose();
    });
    showViewer(panel.webview, this.extensionUri, isSweep ? 'sweep' : 'viewer');
  }

  /** The page that the user looks at. */
  get active(): PageSession | undefined {
    return [...this.sessions].find(([panel]) => panel.active)?.[1];
  }
}
