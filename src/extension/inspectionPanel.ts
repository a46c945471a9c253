import * as vscode from 'vscode';
import { inspectionSchema } from '../run/inspection.ts';
import { fromViewerSchema, type ToViewer } from '../run/viewerMessages.ts';
import { saveFile } from './commands/exportFigure.ts';
import type { Services } from './services.ts';
import { showViewer } from './viewerPage.ts';

/** Opens the page "Analyze Dataset". */
export function showInspection(services: Services, title: string, document: unknown, onTrain: () => void): void {
  const inspection = inspectionSchema.parse(document);
  const panel = vscode.window.createWebviewPanel('crossmodal.inspection', title, vscode.ViewColumn.Active);
  panel.iconPath = vscode.Uri.joinPath(services.extensionUri, 'media', 'runs.svg');
  panel.webview.onDidReceiveMessage((received) => {
    const message = fromViewerSchema.parse(received);
    if (message.type === 'ready') {
      const answer: ToViewer = { type: 'inspection', inspection };
      void panel.webview.postMessage(answer);
    } else if (message.type === 'trainThese') onTrain();
    else if (message.type === 'saveFile') void saveFile(message);
    else if (message.type === 'openLog') services.log.show();
    else if (message.type === 'violation')
      services.log.error(`Blocked in the page: ${message.directive} ${message.blocked}`);
  });
  showViewer(panel.webview, services.extensionUri);
}
