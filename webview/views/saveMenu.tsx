import { useEffect, useRef } from 'preact/hooks';
import { FIGURE_FORMATS, type PaperFigure, saveFigure } from '../plots/exportFigure.ts';
import { PNG_DPI } from '../state/choice.ts';
import type { Store } from '../state/store.ts';
import { Menu } from './menu.tsx';

interface SaveMenuProps {
  readonly store: Store;
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
