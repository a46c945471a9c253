import { parse, textMetrics, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

declare module 'vega' {
  /** Missing from Vega's types. Without a canvas `width` takes every character to be 0.8 of the font size wide. */
  export const textMetrics: { width(item: { readonly fontSize?: number }, text: unknown): number };
}

/** Mean width of a character of Helvetica or Arial in running text, in font sizes. */
const CHARACTER = 0.54;
textMetrics.width = ({ fontSize = 11 }, text) => CHARACTER * fontSize * String(text ?? '').length;

/** A Vega-Lite picture as an SVG document; no browser is needed. */
export async function drawFigure(spec: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
