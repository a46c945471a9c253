import type { SweepPlan } from '../../../src/run/sweepPlan.ts';
import type { Chart } from '../../plots/chart.ts';
import type { PaperFigure } from '../../plots/exportFigure.ts';

/** A figure of a sweep: named, titled and with its n. @param said "180 runs", and on lines of their own what else a reader needs */
export function sweepPaper(
  { name }: SweepPlan,
  plot: string,
  title: string,
  [n, ...said]: readonly string[],
  chart: Chart,
  width: number,
): PaperFigure {
  const file = `${name}-${plot}`.replace(/[^A-Za-z0-9._-]+/g, '-');
  return { name: file, title, subtitle: [`${name} · n = ${n}`, ...said], width, chart };
}
