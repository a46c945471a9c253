import { blockName } from '../../src/report/words.ts';
import type { LatentBlock, Latents } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import type { PaperFigure } from '../plots/exportFigure.ts';
import { scatterFigure } from '../plots/scatterFigure.ts';
import { PAPER_INK } from '../theme/ink.ts';
import { paper } from './paper.ts';
import type { CurrentColouring } from './useColouring.ts';
import type { Layout } from './useLayout.ts';

/** A block as it is drawn, on paper: its n is of the samples shown. */
export function latentFigure(
  run: RunFile,
  latents: Latents,
  block: LatentBlock,
  layout: Layout,
  { colouring, hidden, onPaper }: CurrentColouring,
): PaperFigure {
  const points = latents.sampleIds.map((id, i) => ({
    sample_id: id,
    x: layout.x[i],
    y: layout.y[i],
    label: colouring.describe(i),
    code: colouring.codes[i],
  }));
  const shown = points.filter(({ code }) => !hidden.has(code));
  const titles = { x: layout.xTitle, y: layout.yTitle };
  const chart = scatterFigure(shown, onPaper(), titles, false)(PAPER_INK);
  const title = `Latent space: ${blockName(block.name)}`;
  return paper(run, `latents-${block.name}`, title, chart, 380, chart.table?.length);
}
