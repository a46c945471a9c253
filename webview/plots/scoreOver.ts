import type { TopLevelSpec } from 'vega-lite';
import type { Curve } from '../state/scoreCurves.ts';
import type { Ink } from '../theme/ink.ts';
import { MODEL_PLACES } from '../theme/modelPlaces.ts';
import type { ChartBuilder } from './chart.ts';
import type { SettingScale } from './settingScale.ts';

/** Curves of one score: all of them, or those of one direction. */
export interface ScorePanel {
  /** empty where there is one panel only */
  readonly name: string;
  readonly curves: readonly Curve[];
}

export interface ScoreOver {
  readonly over: SettingScale;
  /** the setting that has a curve for each value; null = one curve */
  readonly by: { readonly scale: SettingScale; readonly values: readonly unknown[] } | null;
  readonly panels: readonly ScorePanel[];
  /** of the axis: "median held-out R²" */
  readonly title: string;
  readonly legend: boolean;
  /** that the axis of scores reaches over at least; null = as far as they reach */
  readonly domain: readonly [number, number] | null;
  readonly height: number;
}

type Layers = Pick<Extract<TopLevelSpec, { layer: unknown }>, 'layer'>;

const SHAPES = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down', 'triangle-right'];
const DASHES = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 2, 2, 2],
];
/** Single runs in a panel that have a point: each is an element of the page. */
const MOST_POINTS = 1500;
/** Values below this are drawn at it. */
const LOWEST = -1;
/** Letters of a name beyond which the legend has one column. */
const LONG_NAME = 22;
const COLUMNS_OF_NAMES = 4;
/** Panels beside each other on paper, and their width there. */
const COLUMNS = 2;
const PANEL_WIDTH = 250;

/**
 * A score over a setting: means, ± standard deviation, single runs as faint points; a panel for each direction. Over numbers the
 * means are joined and the deviations a band; over values without an order nothing lies between two of them, and bars stand alone.
 */
export function scoreOver({ over, by, panels, title, legend, domain, height }: ScoreOver): ChartBuilder {
  const curves = panels.flatMap(({ name, curves }) =>
    curves.map((curve) => ({ ...curve, panel: name, line: by ? by.scale.words[curve.value] : 'all runs' })),
  );
  const everyRun = drawsEveryRun(panels);
  const xOf = (at: number) => over.numbers?.[at] ?? over.words[at];
  const means = curves.flatMap(({ panel, line, points }) =>
    points.map(({ at, mean, sd, runs }) => ({ panel, line, x: xOf(at), mean, sd, runs })),
  );
  const rows = [
    ...means.map((row, order) => ({
      ...row,
      order,
      kind: 'mean',
      y: atLeast(row.mean),
      low: atLeast(row.mean - (row.sd ?? 0)),
      high: atLeast(row.mean + (row.sd ?? 0)),
    })),
    ...curves.flatMap(({ panel, line, points }) =>
      points.flatMap(({ scores }) =>
        !everyRun || scores.length < 2
          ? []
          : scores.map(({ at, score }) => ({ panel, line, x: xOf(at), kind: 'run', y: atLeast(score) })),
      ),
    ),
    // As data, not as the domain of the axis: other runs then need no new drawing.
    ...(domain ?? []).map((y) => ({ kind: 'limit', y })),
  ];
  const lines = new Map(curves.map(({ line, value }) => [line, value]));
  const names = [...lines.keys()];
  const isFlat = rows.every(({ y }) => y === rows[0].y);
  const crossesZero = rows.some(({ y }) => y < 0) && rows.some(({ y }) => y > 0);
  return (ink) => {
    const colours = Array.from(lines.values(), (value) => valueColour(by, value, ink));
    const x = { field: 'x', title: axisTitle(over), ...xScale(over) };
    const beside =
      !over.numeric && names.length > 1
        ? { xOffset: { field: 'line', type: 'nominal', scale: { domain: names }, sort: null } as const }
        : {};
    const axis = {
      type: 'quantitative',
      title,
      scale: { zero: false },
      // Of one value alone it would say every digit.
      axis: { tickCount: 5, grid: true, ...(isFlat && { format: '.3~f' }) },
    } as const;
    const y = { ...axis, field: 'y' };
    const line = { field: 'line', type: 'nominal', title: by?.scale.title ?? null } as const;
    const key = legend && by ? legendOf(names) : null;
    const color = { ...line, scale: { domain: names, range: colours }, legend: key };
    const shape = {
      ...line,
      scale: { domain: names, range: names.map((_, i) => SHAPES[i % SHAPES.length]) },
      legend: key,
    };
    // Colours begin again after the seventh line.
    const dashed = names.length > SHAPES.length && {
      strokeDash: {
        ...line,
        scale: {
          domain: names,
          range: names.map((_, i) => [...DASHES[Math.floor(i / SHAPES.length) % DASHES.length]]),
        },
        legend: key,
      },
    };
    const tooltip = [
      ...(by ? [{ field: 'line', title: by.scale.title }] : []),
      { field: 'x', title: over.title },
      { field: 'mean', title: `mean of ${title}`, format: '.3f' },
      { field: 'sd', title: 'standard deviation', format: '.3f' },
      { field: 'runs', title: 'runs' },
    ];
    const only = (kind: string) => [{ filter: `datum.kind === '${kind}'` }];
    const zero = {
      mark: { type: 'rule' as const, strokeDash: [3, 3], color: ink.muted },
      encoding: { y: { ...axis, datum: 0 } },
    };
    const spread = {
      transform: [{ filter: "datum.kind === 'mean' && datum.sd !== null" }],
      mark: over.numeric ? ({ type: 'area', opacity: 0.15 } as const) : ({ type: 'rule', strokeWidth: 2 } as const),
      encoding: { x, ...beside, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
    };
    const joined = {
      transform: only('mean'),
      mark: { type: 'line', strokeWidth: 2 } as const,
      encoding: { x, y, color, ...dashed, order: { field: 'order', type: 'quantitative' } as const },
    };
    const limits = { transform: only('limit'), mark: { type: 'point', opacity: 0 } as const, encoding: { y } };
    const points = {
      transform: only('run'),
      mark: { type: 'point', filled: true, size: 12, opacity: 0.45 } as const,
      encoding: { x, ...beside, y, color },
    };
    const plot: Layers = {
      layer: [
        ...(domain ? [limits] : []),
        ...(crossesZero ? [zero] : []),
        ...(means.some(({ sd }) => sd !== null) ? [spread] : []),
        ...(rows.some(({ kind }) => kind === 'run') ? [points] : []),
        ...(over.numeric ? [joined] : []),
        {
          transform: only('mean'),
          mark: { type: 'point', filled: true, size: 42, opacity: 1 },
          encoding: { x, ...beside, y, color, shape, tooltip },
        },
      ],
    };
    const facet = { field: 'panel', type: 'nominal', title: null, sort: panels.map(({ name }) => name) } as const;
    return {
      height,
      data: { rows },
      table: means,
      spec:
        panels.length === 1
          ? { data: { name: 'rows' }, ...plot }
          : { data: { name: 'rows' }, facet, columns: COLUMNS, spec: { width: PANEL_WIDTH, height, ...plot } },
    };
  };
}

/** Whether there are few enough runs in each panel for a point each. */
export function drawsEveryRun(panels: readonly ScorePanel[]): boolean {
  return panels.every(({ curves }) => {
    const points = curves.flatMap(({ points }) => points);
    return points.reduce((sum, { runs }) => sum + runs, 0) <= MOST_POINTS;
  });
}

/** How far several panels reach, for plots that are to be compared; null where there is nothing in them. */
export function commonDomain(panels: readonly ScorePanel[]): [number, number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { points } of panels.flatMap(({ curves }) => curves)) {
    for (const { mean, sd, scores } of points) {
      for (const value of [mean - (sd ?? 0), mean + (sd ?? 0), ...scores.map(({ score }) => score)]) {
        low = Math.min(low, atLeast(value));
        high = Math.max(high, atLeast(value));
      }
    }
  }
  return low <= high ? [low, high] : null;
}

/** A model has its own colour wherever it is drawn, other values have theirs in the order of the sweep. */
function valueColour(by: ScoreOver['by'], value: number, { categories, quiet, accent }: Ink): string {
  if (by === null) return accent;
  if (by.scale.path === 'model.name') return categories[MODEL_PLACES.get(by.values[value]) ?? -1] ?? quiet;
  return categories[value % categories.length] ?? quiet;
}

function atLeast(score: number): number {
  return Math.max(LOWEST, score);
}

function axisTitle({ kind, title }: SettingScale): string {
  return kind === 'log' ? `${title} (log scale)` : title;
}

function legendOf(names: readonly string[]) {
  const columns = names.some((name) => name.length > LONG_NAME) ? 1 : Math.min(COLUMNS_OF_NAMES, names.length);
  return {
    orient: 'bottom',
    direction: 'vertical',
    columns,
    labelLimit: 280,
    symbolSize: 60,
    symbolOpacity: 1,
  } as const;
}

function xScale({ kind, numeric, ticks, numbers, few }: SettingScale) {
  if (kind === 'steps') {
    return {
      type: 'ordinal',
      sort: ticks.map(({ text }) => text),
      scale: numeric
        ? ({ type: 'point', padding: 0.4 } as const)
        : ({ type: 'band', paddingInner: 0.4, paddingOuter: 0.2 } as const),
      axis: { labelAngle: 0, labelOverlap: true, labelLimit: { expr: `width / ${ticks.length} - 8` } },
    } as const;
  }
  return {
    type: 'quantitative',
    scale: { type: kind, nice: false, zero: false, padding: 8 },
    axis: {
      format: '.12~g',
      labelOverlap: true,
      ...(few && { values: [...new Set(numbers)] }),
    },
  } as const;
}
