import { useId } from 'preact/hooks';
import type { Tool } from '../state/choice.ts';

const TOOLS: readonly { readonly tool: Tool; readonly name: string; readonly title: string; readonly path: string }[] =
  [
    {
      tool: 'lasso',
      name: 'Lasso',
      title: 'Lasso: draw around samples to select them. Shift adds, Alt takes away.',
      path: 'M8 2.5C4.4 2.5 2 4.2 2 6.5s2.4 4 6 4 6-1.7 6-4-2.4-4-6-4M5 10.2c-1.2.3-1.8 1-1.5 1.8.4.8 1.8.6 1.8 1.7 0 .6-.5.9-1.1 1.1',
    },
    {
      tool: 'box',
      name: 'Box',
      title: 'Box: drag a rectangle over samples to select them. Shift adds, Alt takes away.',
      path: 'M2.5 5V3.5a1 1 0 0 1 1-1H5M7 2.5h2M11 2.5h1.5a1 1 0 0 1 1 1V5M13.5 7v2M13.5 11v1.5a1 1 0 0 1-1 1H11M9 13.5H7M5 13.5H3.5a1 1 0 0 1-1-1V11M2.5 9V7',
    },
    {
      tool: 'pan',
      name: 'Move',
      title: 'Move: drag the plot. The middle button, or the space bar and a drag, do so with any tool.',
      path: 'M8 2v12M2 8h12M6 4l2-2 2 2M6 12l2 2 2-2M4 6 2 8l2 2M12 6l2 2-2 2',
    },
  ];

/** What a drag over points does: one of three. */
export function ScatterTools({ tool, onTool }: { tool: Tool; onTool: (tool: Tool) => void }) {
  const group = useId();
  return (
    <fieldset class="tools">
      <legend class="visually-hidden">What a drag does</legend>
      {TOOLS.map((entry) => (
        <label key={entry.tool} title={entry.title}>
          <input
            type="radio"
            name={group}
            aria-label={entry.name}
            checked={tool === entry.tool}
            onChange={() => onTool(entry.tool)}
          />
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <path d={entry.path} />
          </svg>
        </label>
      ))}
    </fieldset>
  );
}
