import { createHash } from 'node:crypto';
import { embed, type ReportRun } from './embedding.ts';
import { PAGE_THEME } from './pageTheme.ts';

/** The viewer as built: dist/viewer.js and dist/viewer.css. */
export interface ViewerFiles {
  readonly script: string;
  readonly style: string;
}

/**
 * One self-contained page that draws runs with the viewer of the editor. It opens from disk and asks the network for nothing:
 * its policy allows the one script that is in it, known by its hash, and no address at all.
 */
export function htmlReport(runs: readonly ReportRun[], viewer: ViewerFiles): string {
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
    `<title>${escapeHtml(title(runs))}</title>`,
    `<style>${PAGE_THEME}${viewer.style.replaceAll('</style', '<\\/style')}</style>`,
    '</head>',
    '<body>',
    '<div id="app"></div>',
    `<script type="application/json" id="crossmodal-report">${embed(runs)}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function title(runs: readonly ReportRun[]): string {
  const [first] = runs;
  if (runs.length !== 1) return `Crossmodal report: ${runs.length} runs`;
  const { study, modalities } = first.data.run;
  return `Crossmodal report: ${study.model.name} on ${modalities.map(({ name }) => name).join(' + ')}`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
