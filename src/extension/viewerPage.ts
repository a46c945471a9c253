import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/**
 * Gives a webview the viewer. Its data comes by message, never in the page.
 * @param page what it shows: a run, a comparison or an analysis, as its messages say, or a sweep
 */
export function showViewer(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  page: 'viewer' | 'sweep' = 'viewer',
): void {
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  const script = webview.asWebviewUri(vscode.Uri.joinPath(dist, 'viewer.js'));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(dist, 'viewer.css'));
  const nonce = randomBytes(16).toString('base64url');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // Vega sets style attributes and adds a style element for its tooltip.
    `style-src ${webview.cspSource} 'unsafe-inline'`,
    // Figures are drawn from data: and blob: images before they are saved.
    'img-src data: blob:',
    `font-src ${webview.cspSource}`,
  ].join('; ');
  webview.html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Crossmodal</title>
</head>
<body data-page="${page}">
<div id="app"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
