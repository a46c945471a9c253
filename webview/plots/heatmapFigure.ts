import type { ChartBuilder } from './chart.ts';

export interface HeatCell {
  readonly feature: string;
  /** position among the columns */
  readonly rank: number;
  readonly direction: string;
  readonly r2: number;
}

/** The heatmap as a figure for paper. A dash marks values below 0, as its key says; an empty cell is a missing score. */
export function heatmapFigure(cells: readonly HeatCell[]): ChartBuilder {
  const directions = [...new Set(cells.map(({ direction }) => direction))];
  const rows = cells.filter(({ r2 }) => !Number.isNaN(r2));
  const negative = rows.filter(({ r2 }) => r2 < 0);
  return (ink) => {
    const place = {
      x: {
        field: 'feature',
        type: 'nominal',
        title: 'feature',
        sort: { field: 'rank', op: 'min' },
        axis: { labelAngle: -90, labelLimit: 120 },
      },
      y: {
        field: 'direction',
        type: 'nominal',
        title: 'source → target',
        sort: directions,
        axis: { labelLimit: 200 },
      },
    } as const;
    return {
      height: 20 * directions.length,
      table: cells.map(({ feature, direction, r2 }) => ({ feature, direction, r2 })),
      data: { rows, negative },
      spec: {
        layer: [
          {
            data: { name: 'rows' },
            mark: { type: 'rect', stroke: ink.line, strokeWidth: 0.5 },
            encoding: {
              ...place,
              color: {
                field: 'r2',
                type: 'quantitative',
                title: 'held-out R²',
                scale: { domain: [0, 1], range: [ink.background, ink.accent], interpolate: 'rgb', clamp: true },
              },
            },
          },
          {
            data: { name: 'negative' },
            mark: { type: 'point', size: 36, stroke: ink.muted, strokeWidth: 1.5 },
            encoding: {
              ...place,
              shape: {
                datum: 'below 0',
                type: 'nominal',
                title: null,
                scale: { domain: ['below 0'], range: ['stroke'] },
              },
            },
          },
        ],
      },
    };
  };
}
