import { createHash } from 'node:crypto';
import { PAGE_THEME } from './pageTheme.ts';
import type { ViewerFiles } from './viewerFiles.ts';

/** What the viewer finds in its page. */
export interface PageData {
  readonly title: string;
  /** of the element that holds the data: it says which page of the viewer is meant */
  readonly id: string;
  /** without a "<" in it */
  readonly json: string;
}

/**
 * One page with the viewer of the editor and all its data. It opens from disk and asks the network for nothing: its policy
 * allows the one script that is in it, known by its hash, and no address at all.
 */
export function selfContainedPage({ title, id, json }: PageData, viewer: ViewerFiles): string {
  const script = viewer.script.replaceAll('</script', '<\\/script');
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data: blob:`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<link rel="icon" href="data:,">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${PAGE_THEME}${viewer.style.replaceAll('</style', '<\\/style')}</style>`,
    '</head>',
    '<body>',
    '<div id="app"></div>',
    `<script type="application/json" id="${id}">${json}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
