import { selfContainedPage } from './selfContainedPage.ts';
import { type EmbeddedSweep, embedSweep } from './sweepEmbedding.ts';
import type { ViewerFiles } from './viewerFiles.ts';
import { plural } from './words.ts';

/**
 * sweep.html: one self-contained page that draws a sweep with the viewer of the editor. It holds what is known of each run, not
 * the runs: those are opened in VS Code, or travel in a report of their own.
 */
export function sweepReport(sweep: EmbeddedSweep, viewer: ViewerFiles): string {
  const { name, runs } = sweep.plan;
  const title = `Crossmodal sweep: ${name}, ${plural(runs.length, 'run')}`;
  return selfContainedPage({ title, id: 'crossmodal-sweep', json: embedSweep(sweep) }, viewer);
}
