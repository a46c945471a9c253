import { plural } from '../../../src/report/words.ts';
import type { Inspection } from '../../../src/run/inspection.ts';
import type { Chart } from '../../plots/chart.ts';
import type { PaperFigure } from '../../plots/exportFigure.ts';

/** A figure of tables before training: named, titled and with its n. */
export function datasetPaper(
  { tables }: Inspection,
  name: string,
  title: string,
  chart: Chart,
  width: number,
  samples: number,
): PaperFigure {
  return {
    name: `dataset-${name}`.replace(/[^A-Za-z0-9._-]+/g, '-'),
    title,
    subtitle: `${tables.map((table) => table.name).join(' + ')} · n = ${plural(samples, 'sample')}`,
    width,
    chart,
  };
}
