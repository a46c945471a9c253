import { formatCount } from '../../src/report/words.ts';
import { shapePath } from '../scatter/shapes.ts';
import type { Swatch } from '../state/colouring.ts';
import { selectMode } from '../state/selection.ts';
import { RampLegend } from './rampLegend.tsx';
import type { CurrentColouring } from './useColouring.ts';

export interface LegendProps {
  readonly current: CurrentColouring;
  /** samples by code, of those that can be drawn */
  readonly counts: readonly number[];
  /** those of them that are selected; null = nothing is selected */
  readonly selected: readonly number[] | null;
}

/** What the colours mean. A click on a class selects it everywhere, the eye beside it hides it; a ramp is a histogram to drag over. */
export function Legend(props: LegendProps) {
  const { colouring } = props.current;
  if (colouring.kind === 'none') return null;
  return (
    <fieldset class="legend">
      <legend class="visually-hidden">{colouring.name}</legend>
      {colouring.kind === 'continuous' && <RampLegend {...props} />}
      <ul class="legend-classes">
        {colouring.swatches.map((swatch, code) =>
          swatch.label === '' || props.counts[code] === 0 ? null : (
            <LegendClass key={swatch.label} {...props} code={code} swatch={swatch} />
          ),
        )}
      </ul>
    </fieldset>
  );
}

function LegendClass({ current, counts, selected, code, swatch }: LegendProps & { code: number; swatch: Swatch }) {
  const { label } = swatch;
  const off = current.hidden.has(code);
  const count = formatCount(counts[code]);
  return (
    <li class="legend-class" data-hidden={off}>
      <button
        type="button"
        class="legend-select"
        title={`Select ${label}; with Shift add it, with Alt take it away`}
        onClick={(event) => current.select(code, code, selectMode(event))}
      >
        <Mark swatch={swatch} />
        <span class="legend-name">{label}</span>
        <span class="muted number">{selected ? `${formatCount(selected[code])} of ${count}` : count}</span>
      </button>
      <button
        type="button"
        class="legend-eye"
        aria-label={`Hide ${label}`}
        title={off ? `Show ${label}` : `Hide ${label}`}
        aria-pressed={off}
        onClick={() => current.toggle(code)}
      >
        <Eye off={off} />
      </button>
    </li>
  );
}

function Mark({ swatch }: { swatch: Swatch }) {
  return (
    <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
      <path d={shapePath(swatch.shape, 4.5)} fill={swatch.colour} />
    </svg>
  );
}

function Eye({ off }: { off: boolean }) {
  return (
    <svg width="14" height="14" viewBox="-8 -8 16 16" aria-hidden="true" fill="none" stroke="currentColor">
      <path d="M-7,0Q0,-8 7,0Q0,8 -7,0Z" />
      <circle r="2" fill="currentColor" />
      {off && <path d="M-6,6L6,-6" stroke-width="1.5" />}
    </svg>
  );
}
