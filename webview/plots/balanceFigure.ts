import type { ChartBuilder } from './chart.ts';

interface Weight {
  readonly name: string;
  readonly features: number;
  readonly variance: number;
  readonly loss: number | null;
}

/** How much each table weighs, for paper: its share of the loss, or of the features where the loss is not known ahead. */
export function balanceFigure(weights: readonly Weight[]): ChartBuilder {
  const known = weights.every(({ loss }) => loss !== null);
  const total = weights.reduce((sum, { features }) => sum + features, 0);
  const rows = weights.map(({ name, features, variance, loss }) => ({
    table: name,
    share: known ? loss : features / total,
    features,
    variance,
    text: `${features.toLocaleString('en-US')} features`,
  }));
  const domain = [0, 1];
  return (ink) => {
    const y = { field: 'table', type: 'nominal', title: null, sort: null, axis: { labelLimit: 160 } } as const;
    const x = {
      field: 'share',
      type: 'quantitative',
      title: known ? 'share of the loss' : 'share of the features',
      scale: { domain },
      axis: { format: '.0%', tickCount: 5 },
    } as const;
    return {
      height: 32 * rows.length,
      data: { rows },
      spec: {
        data: { name: 'rows' },
        layer: [
          { mark: { type: 'bar', color: ink.accent, height: 16 }, encoding: { x, y } },
          {
            mark: { type: 'text', align: 'left', dx: 4, color: ink.text },
            encoding: { x, y, text: { field: 'text' } },
          },
        ],
      },
    };
  };
}
