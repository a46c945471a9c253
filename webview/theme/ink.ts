import type { Config } from 'vega-lite';
import { CATEGORY_COLOURS, YELLOW_ON_WHITE } from './palette.ts';

/** The colours that charts are drawn with. */
export interface Ink {
  readonly text: string;
  /** axis labels and everything that stands back */
  readonly muted: string;
  /** lines of data that stand back behind the accent */
  readonly quiet: string;
  readonly line: string;
  readonly accent: string;
  readonly background: string;
  readonly font: string;
  /** colours of categories, in order */
  readonly categories: readonly string[];
}

/** Variables, so that a theme switch costs nothing: the browser repaints the SVG by itself. */
export function screenInk(): Ink {
  return {
    text: 'var(--cm-text)',
    muted: 'var(--cm-muted)',
    quiet: 'var(--cm-quiet)',
    line: 'var(--cm-line)',
    accent: 'var(--cm-accent)',
    background: 'var(--cm-background)',
    // A real name: Vega measures text on a canvas, which knows no variables.
    font: getComputedStyle(document.body).fontFamily,
    categories: CATEGORY_COLOURS.light.map((colour) => (colour === YELLOW_ON_WHITE ? 'var(--cm-yellow)' : colour)),
  };
}

/** Figures for papers: real colours on white, a font that every machine has. */
export const PAPER_INK: Ink = {
  text: '#1a1a1a',
  muted: '#595959',
  quiet: '#999999',
  line: '#d9d9d9',
  accent: '#0072B2',
  background: '#ffffff',
  font: 'Helvetica, Arial, sans-serif',
  categories: CATEGORY_COLOURS.light,
};

/** What every chart has in common: quiet axes, no frame, one font. */
export function vegaConfig(ink: Ink): Config {
  return {
    background: 'transparent',
    font: ink.font,
    view: { stroke: null },
    axis: {
      labelColor: ink.muted,
      titleColor: ink.muted,
      labelFontSize: 11,
      titleFontSize: 11,
      titleFontWeight: 'normal',
      titlePadding: 8,
      gridColor: ink.line,
      domain: false,
      tickColor: ink.line,
      tickSize: 4,
      labelPadding: 4,
    },
    axisX: { grid: false, domain: true, domainColor: ink.line },
    legend: {
      labelColor: ink.text,
      labelFontSize: 11,
      titleColor: ink.muted,
      titleFontSize: 11,
      titleFontWeight: 'normal',
      symbolStrokeWidth: 2,
      rowPadding: 2,
      columnPadding: 16,
    },
    title: {
      color: ink.text,
      subtitleColor: ink.muted,
      fontSize: 13,
      subtitleFontSize: 11,
      anchor: 'start',
      offset: 12,
    },
    text: { color: ink.text, fontSize: 11 },
    rule: { color: ink.text },
  };
}
