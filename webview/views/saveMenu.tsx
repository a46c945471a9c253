import { useEffect, useRef } from 'preact/hooks';
import { FIGURE_FORMATS, type PaperFigure, saveFigure } from '../plots/exportFigure.ts';
import type { PageFigures } from '../plots/pageFigures.ts';
import type { Source } from '../source/source.ts';
import { type Choice, PNG_DPI } from '../state/choice.ts';
import { Menu } from './menu.tsx';

/** The store of a page with plots. */
interface FigureStore {
  readonly figures: PageFigures;
  readonly source: Pick<Source, 'saveFile'>;
  readonly state: { readonly choice: Pick<Choice, 'dpi'> };
  choose(choice: Pick<Choice, 'dpi'>): void;
}

interface SaveMenuProps {
  readonly store: FigureStore;
  /** what the plot is called; unlike that of any other plot in the page */
  readonly plot: string;
  /** built only when it is saved */
  readonly figure: () => PaperFigure;
}

/** "⋯" beside a plot: saves it in the light style of papers. The command Export Figure… finds the plot through it. */
export function SaveMenu({ store, plot, figure }: SaveMenuProps) {
  const latest = useRef(figure);
  latest.current = figure;
  useEffect(() => store.figures.offer(plot, () => latest.current()), [store, plot]);
  const { dpi } = store.state.choice;
  const formats = FIGURE_FORMATS.map(({ format, text }) => ({
    text: format === 'png' ? `${text}, ${dpi} dpi` : text,
    onChoose: () => void saveFigure(store.source, figure(), format, dpi),
  }));
  const resolutions = PNG_DPI.map((value) => ({
    text: `${value} dpi`,
    checked: value === dpi,
    onChoose: () => store.choose({ dpi: value }),
  }));
  return <Menu label={`Save ${plot}`} sign="⋯" parts={[{ items: formats }, { name: 'PNG at', items: resolutions }]} />;
}
