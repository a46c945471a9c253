import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { SavedFile, Source } from '../source/source.ts';
import { PAPER_INK, vegaConfig } from '../theme/ink.ts';
import type { Chart } from './chart.ts';

/** A chart on paper: what it is, and what it is made from. */
export interface PaperFigure {
  /** file name without ending */
  readonly name: string;
  readonly title: string;
  /** for instance "mmvae++ · n = 92" */
  readonly subtitle: string;
  readonly width: number;
  readonly chart: Chart;
}

/** Pixels of a PNG for each unit of the figure: 300 dpi where one unit is a CSS pixel. */
const PNG_SCALE = 300 / 96;

/** Draws the figure on white with its title and n, and hands it to the source to save. */
export async function saveFigure(source: Source, figure: PaperFigure, format: SavedFile['format']): Promise<void> {
  if (format === 'csv') {
    source.saveFile({ type: 'saveFile', name: figure.name, format, content: toCsv(figure.chart) });
    return;
  }
  const view = new View(
    parse(compile(paperSpec(figure), { config: vegaConfig(PAPER_INK) }).spec, undefined, { ast: true }),
    {
      renderer: 'none',
      expr: expressionInterpreter,
    },
  );
  try {
    const content = format === 'svg' ? await view.toSVG() : await toPng(view);
    source.saveFile({ type: 'saveFile', name: figure.name, format, content });
  } finally {
    view.finalize();
  }
}

function paperSpec({ chart, title, subtitle, width }: PaperFigure): TopLevelSpec {
  return {
    ...chart.spec,
    datasets: Object.fromEntries(Object.entries(chart.data).map(([name, rows]) => [name, [...rows]])),
    background: PAPER_INK.background,
    padding: 16,
    width,
    height: chart.height,
    title: { text: title, subtitle },
  } as TopLevelSpec;
}

/** Base64 without the "data:image/png;base64," in front. */
async function toPng(view: View): Promise<string> {
  const canvas = await view.toCanvas(PNG_SCALE);
  return canvas.toDataURL('image/png').replace(/^[^,]*,/, '');
}

/** The chart's main data set, which is its first. */
export function toCsv(chart: Chart): string {
  const rows = Object.values(chart.data)[0] ?? [];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => {
    const cells = new Map<string, unknown>(Object.entries(row));
    return columns.map((column) => csvCell(cells.get(column))).join(',');
  });
  return `${[columns.map(csvCell).join(','), ...lines].join('\n')}\n`;
}

function csvCell(value: unknown): string {
  const text = value === null || value === undefined || Number.isNaN(value) ? '' : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
