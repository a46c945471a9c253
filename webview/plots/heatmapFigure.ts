import type { ChartBuilder } from './chart.ts';

export interface HeatCell {
  readonly feature: string;
  /** 0 = best predicted; orders the columns */
  readonly rank: number;
  readonly direction: string;
  readonly r2: number;
}

/** The heatmap as a figure for paper. A dash marks values below 0, an empty cell a missing score. */
export function heatmapFigure(cells: readonly HeatCell[]): ChartBuilder {
  const directions = [...new Set(cells.map(({ direction }) => direction))];
  const rows = cells.filter(({ r2 }) => !Number.isNaN(r2)).map((cell) => ({ ...cell, sign: cell.r2 < 0 ? '–' : '' }));
  return (ink) => {
    const x = {
      field: 'feature',
      type: 'nominal',
      title: null,
      sort: { field: 'rank', op: 'min' },
      axis: { labelAngle: -90, labelLimit: 120 },
    } as const;
    const y = {
      field: 'direction',
      type: 'nominal',
      title: null,
      sort: directions,
      axis: { labelLimit: 200 },
    } as const;
    return {
      height: 20 * directions.length,
      data: { rows },
      spec: {
        data: { name: 'rows' },
        layer: [
          {
            mark: { type: 'rect', stroke: ink.line, strokeWidth: 0.5 },
            encoding: {
              x,
              y,
              color: {
                field: 'r2',
                type: 'quantitative',
                title: 'R²',
                scale: { domain: [0, 1], range: [ink.background, ink.accent], interpolate: 'rgb', clamp: true },
              },
            },
          },
          { mark: { type: 'text', color: ink.muted }, encoding: { x, y, text: { field: 'sign' } } },
        ],
      },
    };
  };
}
