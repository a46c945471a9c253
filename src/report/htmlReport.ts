import { embed, type ReportRun } from './embedding.ts';
import { selfContainedPage } from './selfContainedPage.ts';
import type { ViewerFiles } from './viewerFiles.ts';

/** One self-contained page that draws runs with the viewer of the editor. */
export function htmlReport(runs: readonly ReportRun[], viewer: ViewerFiles): string {
  return selfContainedPage({ title: title(runs), id: 'crossmodal-report', json: embed(runs) }, viewer);
}

function title(runs: readonly ReportRun[]): string {
  const [first] = runs;
  if (runs.length !== 1) return `Crossmodal report: ${runs.length} runs`;
  const { study, modalities } = first.data.run;
  return `Crossmodal report: ${study.model.name} on ${modalities.map(({ name }) => name).join(' + ')}`;
}
