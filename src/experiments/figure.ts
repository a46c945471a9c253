import type { TopLevelSpec } from 'vega-lite';
import type { Settings } from './experiment.ts';
import type { Summary, SummaryRow } from './summary.ts';

/** One picture of an experiment: lines over a setting, or one measure against another; a panel for each `panels`. */
export interface Figure {
  /** the setting that a line is drawn for */
  readonly series: string;
  readonly x: {
    /** a setting, or a measure */
    readonly of: string;
    /** with its unit */
    readonly title: string;
    /** steps: equal distances between the values that there are */
    readonly scale: 'log' | 'linear' | 'steps';
  };
  readonly panels: readonly {
    readonly title: string;
    readonly measure: string;
    /** with its unit */
    readonly axis: string;
    /** what lies beyond is cut off */
    readonly domain?: readonly [number, number];
    /** only runs with these settings */
    readonly where?: Settings;
  }[];
}

/** Okabe and Ito's colour-blind-safe set on white, its yellow darkened, and a grey; every model has its own in all figures. */
const MODEL_COLOURS: Readonly<Record<string, string>> = {
  'mmvae++': '#0072B2',
  mmvae: '#D55E00',
  mopoe: '#009E73',
  mvae: '#E69F00',
  'mmvae+': '#CC79A7',
  mmvm: '#56B4E9',
  avg: '#C4B000',
  independent: '#8C8C8C',
};
const COLOURS = Object.values(MODEL_COLOURS);
const SHAPES = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'cross',
  'triangle-down',
  'triangle-right',
  'triangle-left',
];

const SOURCES = { ours: 'these runs', authors: "authors' code", paper: "paper's figure" } as const;
/** Of the lines of each source. */
const DASHES: Readonly<Record<(typeof SOURCES)[keyof typeof SOURCES], number[]>> = {
  'these runs': [1, 0],
  "authors' code": [6, 3],
  "paper's figure": [2, 3],
};

interface Point {
  readonly panel: number;
  readonly series: string;
  readonly source: string;
  /** place along the line */
  readonly order: number;
  readonly x: string | number;
  readonly y: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Characters: about as wide as one panel with its legend. */
const LONGEST_LINE = 80;

const INK = { text: '#1a1a1a', muted: '#595959', line: '#d9d9d9' };

/**
 * The picture as a Vega-Lite document that holds its data, for print: 10 to 90 % as a ribbon around each line. Panels without
 * a point are left out.
 */
export function figureSpec(figure: Figure, summary: Summary, title: { text: string; subtitle: string }): TopLevelSpec {
  const points = figure.panels.flatMap((_, panel) => pointsOf(figure, summary, panel));
  const drawn = figure.panels
    .map((panel, i) => ({ panel, i }))
    .filter(({ i }) => points.length === 0 || points.some(({ panel }) => panel === i));
  const overSetting = figure.panels.some(({ measure, where = {} }) =>
    summary.select(measure, where).some(({ settings }) => figure.x.of in settings),
  );
  const series = [...new Set(points.map((point) => point.series))];
  const sources = Object.values(SOURCES).filter((source) => points.some((point) => point.source === source));
  const scale = {
    domain: series,
    range: series.map((name, i) => MODEL_COLOURS[name] ?? COLOURS[i % COLOURS.length]),
  };
  const x = {
    field: 'x',
    type: figure.x.scale === 'steps' ? 'ordinal' : 'quantitative',
    title: figure.x.title,
    scale: xScale(figure.x.scale),
    axis: {
      labelAngle: 0,
      labelOverlap: true,
      ...(figure.x.scale !== 'steps' &&
        overSetting && { values: [...new Set(points.map(({ x }) => Number(x)))], format: '~f' }),
    },
  } as const;
  const colour = { field: 'series', type: 'nominal', title: null, scale, legend: { symbolSize: 60 } } as const;
  const ours = { filter: `datum.source === '${SOURCES.ours}'` };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: { text: lines(title.text), subtitle: lines(title.subtitle) },
    data: { values: points.map((point) => ({ ...point })) },
    columns: Math.min(2, drawn.length),
    spacing: 28,
    concat: drawn.map(({ panel, i }) => {
      const y = {
        field: 'y',
        type: 'quantitative',
        title: panel.axis,
        scale: panel.domain ? { domain: [...panel.domain] } : { zero: false },
        axis: { tickCount: 6 },
      } as const;
      return {
        width: drawn.length === 1 ? 440 : 290,
        height: drawn.length === 1 ? 280 : 190,
        ...(drawn.length > 1 && { title: { text: panel.title, fontSize: 11 } }),
        transform: [{ filter: `datum.panel === ${i}` }],
        layer: [
          {
            transform: [ours, { filter: 'datum.low !== null' }],
            mark: { type: 'area', opacity: 0.15, clip: true },
            encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color: colour },
          },
          {
            mark: { type: 'line', clip: true },
            encoding: {
              x,
              y,
              color: colour,
              order: { field: 'order', type: 'quantitative' },
              strokeWidth: { condition: { test: `datum.source === '${SOURCES.ours}'`, value: 2 }, value: 1.2 },
              strokeDash: {
                field: 'source',
                type: 'nominal',
                title: null,
                scale: { domain: sources, range: sources.map((source) => DASHES[source]) },
                legend: sources.length > 1 ? { symbolType: 'stroke', symbolSize: 400 } : null,
              },
            },
          },
          {
            transform: [ours],
            mark: { type: 'point', filled: true, size: 38, opacity: 1, clip: true },
            encoding: {
              x,
              y,
              color: colour,
              shape: { ...colour, scale: { domain: series, range: series.map((_, k) => SHAPES[k % SHAPES.length]) } },
            },
          },
        ],
      };
    }),
    config: {
      background: '#ffffff',
      font: 'Helvetica, Arial, sans-serif',
      // To the right for fonts that are wider than the one measured with.
      padding: { left: 12, top: 12, bottom: 12, right: 28 },
      view: { stroke: null },
      axis: {
        labelColor: INK.muted,
        titleColor: INK.text,
        titleFontWeight: 'normal',
        gridColor: INK.line,
        domainColor: INK.muted,
        tickColor: INK.muted,
      },
      axisX: { grid: false },
      legend: { labelColor: INK.text, symbolOpacity: 1, symbolSize: 60, symbolStrokeWidth: 1.8 },
      title: {
        color: INK.text,
        subtitleColor: INK.muted,
        anchor: 'start',
        fontSize: 13,
        offset: 10,
        subtitlePadding: 4,
      },
    },
  };
}

/** Words in lines as long as the picture is wide. */
function lines(text: string): string[] {
  const wrapped: string[] = [];
  for (const word of text.split(' ')) {
    const line = `${wrapped.at(-1) ?? ''} ${word}`.trim();
    if (wrapped.length > 0 && line.length <= LONGEST_LINE) wrapped[wrapped.length - 1] = line;
    else wrapped.push(word);
  }
  return wrapped;
}

function xScale(scale: Figure['x']['scale']) {
  if (scale === 'steps') return { type: 'point', padding: 0.3 } as const;
  if (scale === 'log') return { type: 'log', nice: false, padding: 8 } as const;
  return { type: 'linear', nice: false, zero: false, padding: 8 } as const;
}

function pointsOf({ series, x, panels }: Figure, summary: Summary, panel: number): Point[] {
  const { measure, where = {} } = panels[panel];
  const rows = summary.select(measure, where).filter(({ value }) => Number.isFinite(value));
  const along = (row: SummaryRow): string | number => row.settings[x.of] ?? summary.value(x.of, row.settings);
  return rows.flatMap((row, order): Point[] => {
    const place = { panel, series: String(row.settings[series]), order, x: along(row) };
    // A ribbon stands over a setting; against another measure it would mislead.
    const spread = x.of in row.settings && row.values > 1;
    return [
      {
        ...place,
        source: SOURCES.ours,
        y: row.value,
        low: spread ? row.low : null,
        high: spread ? row.high : null,
      },
      ...row.published.map(({ by, value }) => ({ ...place, source: SOURCES[by], y: value, low: null, high: null })),
    ];
  });
}
