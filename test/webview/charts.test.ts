import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, test } from 'vitest';
import { parallel } from '../../webview/parallel/parallel.ts';
import { balanceFigure } from '../../webview/plots/balanceFigure.ts';
import type { ChartBuilder } from '../../webview/plots/chart.ts';
import { heatmapFigure } from '../../webview/plots/heatmapFigure.ts';
import { lossChart } from '../../webview/plots/lossChart.ts';
import { missingFigure } from '../../webview/plots/missingFigure.ts';
import { overlapFigure } from '../../webview/plots/overlapFigure.ts';
import { parallelFigure } from '../../webview/plots/parallelFigure.ts';
import { r2Bins, r2Distribution } from '../../webview/plots/r2Distribution.ts';
import { r2History, r2Lines } from '../../webview/plots/r2History.ts';
import { scatterFigure } from '../../webview/plots/scatterFigure.ts';
import { scoreOver } from '../../webview/plots/scoreOver.ts';
import { valueHistogram } from '../../webview/plots/valueHistogram.ts';
import { colouring } from '../../webview/state/colouring.ts';
import { scoreCurves } from '../../webview/state/scoreCurves.ts';
import { groupLines, varyingSettings } from '../../webview/state/sweepLines.ts';
import { PAPER_INK, vegaConfig } from '../../webview/theme/ink.ts';
import { runFixture } from './fixtures.ts';
import { inspectionFixture } from './inspectionFixture.ts';
import { scoredRow, sweepPlan } from './sweepFixture.ts';

const { history } = runFixture();
const inspection = await inspectionFixture();
const withoutCounts = await inspectionFixture(['rnaseq', 'protein', 'mutations']);
const labels = colouring(
  { kind: 'categorical', name: 'type', classes: ['a', 'b'], codes: Int32Array.of(0, 1, -1) },
  3,
  'light',
  '#00f',
);
const ages = colouring(
  { kind: 'continuous', name: 'age', values: Float32Array.of(10, 20, Number.NaN) },
  3,
  'light',
  '#00f',
);
const points = [0, 1, 2].map((i) => ({ sample_id: `s${i}`, x: i, y: i * i, label: '', code: labels.codes[i] }));

const sweep = sweepPlan();
const sweepRuns = sweep.runs.map(({ at }, index) => ({ index, at, row: scoredRow(sweep, index) }));
const [models, sharedSizes] = varyingSettings(sweep);
const curvesOf = (name: string, score: string) => ({
  name,
  curves: scoreCurves(sweepRuns, sharedSizes, models, score),
});
const overShared = {
  over: sharedSizes.scale,
  by: { scale: models.scale, values: sweep.axes[0].values },
  title: 'R²',
  legend: true,
  domain: null,
  height: 200,
};
const sweepLines = parallel(
  [models.scale, sharedSizes.scale],
  [{ name: 'r2', title: 'R²' }],
  groupLines(sweep, sweepRuns, [models, sharedSizes], ['r2']),
);

const SELF = Float32Array.of(0.5, 0.6, 0.7);
const CHARTS: Record<string, { builder: ChartBuilder; contains: string[] }> = {
  'loss of one model': {
    builder: lossChart(
      history.filter(({ stage }) => stage === 0),
      false,
    ),
    contains: ['epoch', 'loss (nats per sample)'],
  },
  'loss of folds': { builder: lossChart(history, true), contains: ['folds', 'all samples'] },
  'R² over epochs': { builder: r2History(r2Lines(history)), contains: ['rnaseq → mirna', 'median held-out R²'] },
  'R² distribution': {
    builder: r2Distribution(r2Bins(Float32Array.of(0.1, 0.2, -3), SELF, null), 0.1, 'mirna', null),
    contains: ['held-out R²', 'mirna features', 'median 0.10', 'this model', 'mirna from itself'],
  },
  'R² distribution with its references': {
    builder: r2Distribution(r2Bins(Float32Array.of(0.1, 0.2, -3), SELF, Float32Array.of(0, 0.1, 0.2)), 0.1, 'mirna', {
      ridge: 0.1,
      chance: 0.04,
    }),
    contains: ['this model', 'mirna from itself', 'ridge, median 0.10', 'chance up to 0.04'],
  },
  'R² distribution without scores': {
    builder: r2Distribution(r2Bins(Float32Array.of(), Float32Array.of(), null), null, 'mirna', null),
    contains: ['held-out R²'],
  },
  'histogram of values': {
    builder: valueHistogram(inspection.tables[0].histogram),
    contains: ['value', 'cells'],
  },
  'distribution of a feature': {
    builder: valueHistogram(
      { from: 0, to: 6, counts: [2, 5, 1] },
      { x: 'ln(1 + value)', y: 'samples', heights: 'linear' },
    ),
    contains: ['ln(1 + value)', 'samples'],
  },
  'overlap of tables': {
    builder: overlapFigure(
      inspection.tables.map(({ name }) => name),
      inspection.overlap,
    ),
    contains: ['rnaseq', 'protein', 'samples', '44', '33'],
  },
  'weight of tables': {
    builder: balanceFigure(withoutCounts.tables.flatMap(({ name, weight }) => (weight ? [{ name, ...weight }] : []))),
    contains: ['rnaseq', 'share of the loss', '198 features'],
  },
  'weight of tables whose loss is not known ahead': {
    builder: balanceFigure([
      { name: 'a', features: 30, variance: 30, loss: null },
      { name: 'b', features: 10, variance: 10, loss: null },
    ]),
    contains: ['share of the features', '30 features'],
  },
  'missing cells': {
    builder: missingFigure({
      samplesPerRow: 2,
      featuresPerColumn: 5,
      rows: 2,
      columns: 2,
      missing: [0, 50, -1, -1],
      absent: [0, 100],
    }),
    contains: ['sample', 'feature', 'missing', 'not in the table'],
  },
  'scatter by class': {
    builder: scatterFigure(points, labels, { x: 'shared 1', y: 'shared 2' }, false),
    contains: ['shared 1', 'shared 2', 'type', 'missing'],
  },
  'scatter by value': {
    builder: scatterFigure(points, ages, { x: 'measured', y: 'predicted' }, true),
    contains: ['measured', 'predicted', 'age'],
  },
  'score over a setting': {
    builder: scoreOver({ ...overShared, panels: [curvesOf('', 'r2')] }),
    contains: ['shared', 'R²', 'model', 'mmvae++', 'mvae', '10'],
  },
  'score over a setting by direction': {
    builder: scoreOver({
      ...overShared,
      panels: [curvesOf('rna → adt', 'r2:rna:adt'), curvesOf('adt → rna', 'r2:adt:rna')],
    }),
    contains: ['rna → adt', 'adt → rna', 'mmvae++'],
  },
  'score over models': {
    builder: scoreOver({
      ...overShared,
      over: models.scale,
      by: null,
      panels: [{ name: '', curves: scoreCurves(sweepRuns, models, null, 'r2') }],
    }),
    contains: ['model', 'mmvae++', 'mvae'],
  },
  'parallel coordinates': {
    builder: parallelFigure(sweepLines, new Uint8Array(12).fill(1)),
    contains: ['model', 'shared', 'R²', 'mopoe', '10'],
  },
  heatmap: {
    builder: heatmapFigure([
      { feature: 'mir-1', rank: 0, direction: 'a → b', r2: 0.5 },
      { feature: 'mir-2', rank: 1, direction: 'a → b', r2: -0.1 },
    ]),
    contains: ['mir-1', 'mir-2', 'a → b', 'below 0'],
  },
};

describe('every chart', () => {
  test.each(Object.entries(CHARTS))(
    '%s draws without a warning and with its names',
    async (_name, { builder, contains }) => {
      const { svg, warnings } = await draw(builder);
      expect(warnings).toEqual([]);
      for (const text of contains) expect(svg).toContain(`>${text}<`);
    },
  );
});

test('folds stand behind the model of all samples', () => {
  const { data } = lossChart(history, true)(PAPER_INK);
  const models = new Set(
    data['rows'].map((row) => JSON.stringify(Object.entries(row).find(([key]) => key === 'model'))),
  );
  expect(models.size).toBe(2);
});

test('a loss that falls by more than thirty times gets a logarithmic axis', () => {
  const at = (loss: number, epoch: number) => ({ ...history[0], loss, epoch });
  expect(JSON.stringify(lossChart([at(9000, 1), at(100, 2)], false)(PAPER_INK).spec)).toContain('log scale');
  expect(JSON.stringify(lossChart([at(9000, 1), at(-100, 2)], false)(PAPER_INK).spec)).not.toContain('log scale');
});

test('bins count every score once, those below −1 in the first, NaN nowhere', () => {
  const bins = r2Bins(Float32Array.of(-7, -1, 0, 0.04, 1, Number.NaN), Float32Array.of(0.5), null);
  expect(bins[0]).toEqual({ from: -1, to: -0.95, features: 2, self: 0 });
  expect(bins.find(({ from }) => from === 0)?.features).toBe(2);
  expect(bins.at(-1)).toEqual({ from: 0.95, to: 1, features: 1, self: 0 });
  expect(bins.reduce((sum, { features }) => sum + features, 0)).toBe(5);
});

test('the baseline is counted beside the model, in the same bins', () => {
  const bins = r2Bins(Float32Array.of(0.1), Float32Array.of(0.1), Float32Array.of(-0.28, 0.12, Number.NaN));
  expect(bins[0]).toEqual({ from: -0.3, to: -0.25, features: 0, self: 0, ridge: 1 });
  expect(bins.find(({ from }) => from === 0.1)).toEqual({ from: 0.1, to: 0.15, features: 1, self: 1, ridge: 1 });
});

test('R² lines average the folds by epoch, best direction first, without self and pooled sources', () => {
  const entry = (stage: number, median: number | null) => ({
    ...history[0],
    stage,
    epoch: 5,
    r2: [
      { source: 'a', target: 'b', median },
      { source: 'b', target: 'a', median: 0.9 },
      { source: 'a', target: 'a', median: 1 },
      { source: 'all', target: 'b', median: 1 },
    ],
  });
  expect(r2Lines([entry(1, 0.2), entry(2, 0.4), entry(3, null)])).toEqual([
    { direction: 'b → a', points: [{ epoch: 5, r2: 0.9 }] },
    { direction: 'a → b', points: [{ epoch: 5, r2: expect.closeTo(0.3) }] },
  ]);
});

test('plots of directions reach equally far, and other runs make no other specification', async () => {
  const panel = curvesOf('rna → adt', 'r2:rna:adt');
  const wide = scoreOver({ ...overShared, panels: [panel], legend: false, domain: [0.05, 0.8] });
  const { svg, warnings } = await draw(wide);
  expect(warnings).toEqual([]);
  expect(svg).toContain('>0.8<');
  expect(svg).toContain('>0.2<');
  const alone = await draw(scoreOver({ ...overShared, panels: [panel], legend: false }));
  expect(alone.svg).not.toContain('>0.8<');
  const narrow = scoreOver({ ...overShared, panels: [panel], legend: false, domain: [0.1, 0.5] });
  expect(narrow(PAPER_INK).spec).toEqual(wide(PAPER_INK).spec);
});

test('means are joined over numbers; over words, which have no order, nothing lies between them', async () => {
  const overNumbers = await draw(scoreOver({ ...overShared, panels: [curvesOf('', 'r2')] }));
  expect(overNumbers.svg).toContain('mark-line');
  const overWords = await draw(
    scoreOver({
      ...overShared,
      over: models.scale,
      by: null,
      panels: [{ name: '', curves: scoreCurves(sweepRuns, models, null, 'r2') }],
    }),
  );
  expect(overWords.svg).not.toContain('mark-line');
  expect(overWords.svg).toContain('mark-rule');
});

/** As a figure is saved: through the interpreter, to SVG. */
async function draw(builder: ChartBuilder): Promise<{ svg: string; warnings: string[] }> {
  const chart = builder(PAPER_INK);
  const warnings: string[] = [];
  const logger = {
    level: () => 2,
    error: (...text: unknown[]) => warn(text),
    warn: (...text: unknown[]) => warn(text),
    info: () => logger,
    debug: () => logger,
  };
  function warn(text: unknown[]) {
    warnings.push(text.join(' '));
    return logger;
  }
  const spec: TopLevelSpec = { ...chart.spec, width: 400, height: chart.height };
  const full = {
    ...spec,
    datasets: Object.fromEntries(Object.entries(chart.data).map(([name, rows]) => [name, [...rows]])),
  };
  const vega = compile(Object.assign(spec, full), {
    config: vegaConfig(PAPER_INK),
    logger: Object.assign(logger),
  }).spec;
  const view = new View(parse(vega, undefined, { ast: true }), { renderer: 'none', expr: expressionInterpreter });
  const svg = await view.toSVG();
  view.finalize();
  return { svg, warnings };
}
