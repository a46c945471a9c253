import { plural } from '../../src/report/words.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import type { Chart } from '../plots/chart.ts';
import type { PaperFigure } from '../plots/exportFigure.ts';

/** A figure of a run: named, titled and with its n. */
export function paper(
  run: RunFile,
  name: string,
  title: string,
  chart: Chart,
  width: number,
  samples = run.samples.total,
): PaperFigure {
  const model = run.study.model.name;
  return {
    name: `${model.replaceAll('+', 'p')}-${name}`.replace(/[^A-Za-z0-9._-]+/g, '-'),
    title,
    subtitle: `${model} · ${run.modalities.map((modality) => modality.name).join(' + ')} · n = ${plural(samples, 'sample')}`,
    width,
    chart,
  };
}
