import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { formatCsv } from '../../src/run/csv.ts';
import type { FigureFormat } from '../../src/run/viewerMessages.ts';
import type { Source } from '../source/source.ts';
import { PAPER_INK, vegaConfig } from '../theme/ink.ts';
import type { Chart } from './chart.ts';
import { drawCloud } from './cloud.ts';
import { withDpi } from './pngDpi.ts';

/** A chart on paper: what it is, and what it is made from. */
export interface PaperFigure {
  /** file name without ending */
  readonly name: string;
  readonly title: string;
  /** for instance "mmvae++ · n = 92"; several lines */
  readonly subtitle: string | string[];
  readonly width: number;
  readonly chart: Chart;
}

export const FIGURE_FORMATS: readonly { readonly format: FigureFormat; readonly text: string }[] = [
  { format: 'svg', text: 'Figure as SVG' },
  { format: 'png', text: 'Figure as PNG' },
  { format: 'json', text: 'Vega-Lite as JSON' },
  { format: 'csv', text: 'Numbers as CSV' },
];

/** Units of a figure in an inch: one unit is a CSS pixel. */
const UNITS_PER_INCH = 96;

/** Draws the figure on white with its title and n, and hands it to the source to save. @param dpi of a PNG */
export async function saveFigure(
  source: Pick<Source, 'saveFile'>,
  figure: PaperFigure,
  format: FigureFormat,
  dpi: number,
): Promise<void> {
  const content = await figureContent(figure, format, dpi);
  source.saveFile({ type: 'saveFile', name: figure.name, format, content });
}

async function figureContent(figure: PaperFigure, format: FigureFormat, dpi: number): Promise<string> {
  if (format === 'csv') return toCsv(figure.chart);
  const spec = paperSpec(figure, dpi / UNITS_PER_INCH);
  if (format === 'json') return `${JSON.stringify(spec, null, 2)}\n`;
  const view = new View(parse(compile(spec).spec, undefined, { ast: true }), {
    renderer: 'none',
    expr: expressionInterpreter,
  });
  try {
    return format === 'svg' ? await view.toSVG() : await toPng(view, dpi);
  } finally {
    view.finalize();
  }
}

/** The figure as a specification that needs nothing else: any Vega-Lite draws it. @param scale pixels of a unit, in pictures */
function paperSpec({ chart, title, subtitle, width }: PaperFigure, scale: number): TopLevelSpec {
  const { cloud, height } = chart;
  const middle = ([low, high]: readonly [number, number]) => (low + high) / 2;
  const data = {
    ...chart.data,
    ...(cloud
      ? { cloud: [{ url: drawCloud(cloud, width, height, scale), x: middle(cloud.x), y: middle(cloud.y) }] }
      : {}),
  };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    ...chart.spec,
    datasets: Object.fromEntries(Object.entries(data).map(([name, rows]) => [name, [...rows]])),
    config: vegaConfig(PAPER_INK),
    background: PAPER_INK.background,
    padding: 16,
    width,
    height,
    title: { text: title, subtitle },
  } as TopLevelSpec;
}

/** The bytes in base64, with their resolution in them. */
async function toPng(view: View, dpi: number): Promise<string> {
  const canvas = await view.toCanvas(dpi / UNITS_PER_INCH);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob === null) throw new Error('The figure is too large for a picture of this resolution. Choose a lower one.');
  return toBase64(withDpi(new Uint8Array(await blob.arrayBuffer()), dpi));
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  // In slices: a call takes only so many arguments.
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
}

/** What the chart shows: its main data set, which is its first, without numbers that only place things. */
function toCsv(chart: Chart): string {
  const rows = chart.table ?? Object.values(chart.data)[0] ?? [];
  const columns = new Set<string>();
  for (const row of rows) for (const column of Object.keys(row)) columns.add(column);
  const cells = (row: object) => {
    const values: Partial<Record<string, unknown>> = { ...row };
    return Array.from(columns, (column) => csvCell(values[column]));
  };
  return formatCsv([...columns], rows.map(cells));
}

function csvCell(value: unknown): string | number {
  return typeof value === 'number' ? value : String(value ?? '');
}
