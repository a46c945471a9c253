import { useEffect, useRef } from 'preact/hooks';
import { type PaperFigure, saveFigure } from '../plots/exportFigure.ts';
import type { SavedFile, Source } from '../source/source.ts';

interface SaveMenuProps {
  readonly source: Source;
  /** built only when it is saved */
  readonly figure: () => PaperFigure;
}

const FORMATS: readonly { readonly format: SavedFile['format']; readonly text: string }[] = [
  { format: 'svg', text: 'Figure as SVG' },
  { format: 'png', text: 'Figure as PNG' },
  { format: 'csv', text: 'Numbers as CSV' },
];

/** "⋯" beside a plot: saves it in the light style of papers. */
export function SaveMenu({ source, figure }: SaveMenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const outside = event.target instanceof Node && !menu.current?.contains(event.target);
      const escaped = event instanceof KeyboardEvent && event.key === 'Escape';
      if (menu.current?.open && (outside || escaped)) menu.current.open = false;
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return (
    <details class="menu" ref={menu}>
      <summary aria-label="Save this figure" title="Save this figure">
        ⋯
      </summary>
      <div class="menu-items">
        {FORMATS.map(({ format, text }) => (
          <button
            type="button"
            key={format}
            onClick={() => {
              if (menu.current) menu.current.open = false;
              void saveFigure(source, figure(), format);
            }}
          >
            {text}
          </button>
        ))}
      </div>
    </details>
  );
}
