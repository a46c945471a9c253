import type { MissingMap } from '../../src/run/inspection.ts';
import type { ChartBuilder } from './chart.ts';

/** Where cells are missing, for paper: shares of missing cells, and a strip at the left for samples that lack the table. */
export function missingFigure(map: MissingMap): ChartBuilder {
  const { samplesPerRow, featuresPerColumn } = map;
  const rows = map.missing.flatMap((percent, i) => {
    const [at, column] = [Math.floor(i / map.columns), i % map.columns];
    if (percent < 0) return [];
    return [{ sample: at * samplesPerRow + 1, feature: column * featuresPerColumn + 1, missing: percent / 100 }];
  });
  const strip = map.absent.map((percent, at) => ({ sample: at * samplesPerRow + 1, absent: percent / 100 }));
  return (ink) => {
    const y = { field: 'sample', type: 'ordinal', title: 'sample', axis: { labels: false, ticks: false } } as const;
    const left = -2 * featuresPerColumn;
    const domain = [left, map.columns * featuresPerColumn + 1];
    const x = {
      type: 'quantitative',
      title: 'feature',
      scale: { domain, nice: false },
      axis: { grid: false },
    } as const;
    return {
      height: 260,
      data: {
        rows: rows.map((cell) => ({ ...cell, to: cell.feature + featuresPerColumn })),
        strip: strip.map((entry) => ({ ...entry, from: left, to: left / 2 })),
      },
      spec: {
        layer: [
          {
            data: { name: 'rows' },
            mark: { type: 'rect' },
            encoding: {
              x: { ...x, field: 'feature' },
              x2: { field: 'to' },
              y,
              color: {
                field: 'missing',
                type: 'quantitative',
                title: 'missing',
                scale: { domain: [0, 1], range: [ink.background, ink.accent], interpolate: 'rgb' },
                legend: { format: '.0%' },
              },
            },
          },
          {
            data: { name: 'strip' },
            mark: { type: 'rect', color: ink.text },
            encoding: {
              x: { ...x, field: 'from' },
              x2: { field: 'to' },
              y,
              opacity: {
                field: 'absent',
                type: 'quantitative',
                title: 'not in the table',
                scale: { domain: [0, 1], range: [0, 1] },
                legend: { format: '.0%' },
              },
            },
          },
        ],
      },
    };
  };
}
