import { expect, it } from 'vitest';
import { drawFigure } from '../../src/experiments/drawFigure.ts';
import { type Figure, figureSpec } from '../../src/experiments/figure.ts';
import { Summary } from '../../src/experiments/summary.ts';
import { finished, TINY } from './tiny.ts';

const summary = new Summary(
  TINY,
  ['a', 'mmvae++'].flatMap((model) =>
    [20, 100].map((size) =>
      finished({ model, size, seed: 0 }, { cross: [0.1, size / 100], auc: [size === 20 ? 0.9 : Number.NaN] }),
    ),
  ),
);
const FIGURE: Figure = {
  series: 'model',
  x: { of: 'size', title: 'private features', scale: 'log' },
  panels: [
    { title: 'first', measure: 'cross', axis: 'R² of something', domain: [-0.3, 1] },
    { title: 'second', measure: 'auc', axis: 'AUC of the label', where: { model: 'a' } },
  ],
};
const WORDS = { text: 'A title', subtitle: 'what is drawn' };

interface Drawn {
  readonly data: { readonly values: readonly Record<string, string | number | null>[] };
}

function pointsOf(figure: Figure): Drawn['data']['values'] {
  const spec = figureSpec(figure, summary, WORDS);
  const { data }: Drawn = JSON.parse(JSON.stringify(spec));
  return data.values;
}

it('draws our values with their spread, and published ones without', () => {
  const points = pointsOf(FIGURE).filter(({ panel }) => panel === 0);
  expect(points.map(({ series, x, y, source }) => [series, x, y, source])).toEqual([
    ['a', 20, 0.15000000000000002, 'these runs'],
    ['a', 20, 0.7, "paper's figure"],
    ['a', 20, 0.6, "authors' code"],
    ['a', 100, 0.55, 'these runs'],
    ['mmvae++', 20, 0.15000000000000002, 'these runs'],
    ['mmvae++', 100, 0.55, 'these runs'],
  ]);
  expect(points[3]).toMatchObject({ low: expect.closeTo(0.19, 10), high: expect.closeTo(0.91, 10) });
  expect(points[1]).toMatchObject({ low: null, high: null });
});

it('leaves out what has no value or other settings, and spreads of single values', () => {
  const points = pointsOf(FIGURE).filter(({ panel }) => panel === 1);
  expect(points).toEqual([expect.objectContaining({ series: 'a', x: 20, y: 0.9, low: null })]);
});

it('sets one measure against another without ribbons', () => {
  const points = pointsOf({ ...FIGURE, x: { of: 'auc', title: 'AUC', scale: 'linear' }, panels: [FIGURE.panels[0]] });
  expect(points[0]).toMatchObject({ x: 0.9, low: null });
});

it('becomes an SVG with titles, units, a legend, and the colours of the models', async () => {
  const svg = await drawFigure(figureSpec(FIGURE, summary, WORDS));
  for (const text of [
    'A title',
    'what is drawn',
    'private features',
    'R² of something',
    'AUC of the label',
    'first',
    'second',
  ])
    expect(svg).toContain(`>${text}</text>`);
  for (const text of ['these runs', "authors' code", 'mmvae++', 'a']) expect(svg).toContain(`>${text}</text>`);
  expect(svg).toContain('#0072B2');
  expect(svg).not.toMatch(/NaN|undefined/);
});

it('leaves a panel out that nothing is drawn in, and ticks a setting at its values', () => {
  const spec = JSON.stringify(
    figureSpec(
      {
        ...FIGURE,
        x: { ...FIGURE.x, scale: 'linear' },
        panels: [...FIGURE.panels, { title: 'third', measure: 'auc', axis: 'AUC', where: { size: 1000 } }],
      },
      summary,
      WORDS,
    ),
  );
  expect(spec).toContain('"text":"second"');
  expect(spec).not.toContain('"text":"third"');
  expect(spec).toContain('"values":[20,100],"format":"~f"');
});
