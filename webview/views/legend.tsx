import { formatCount, formatNumber } from '../../src/report/words.ts';
import { shapePath } from '../scatter/pointLayer.ts';
import type { Colouring, Swatch } from '../state/colouring.ts';
import { rampColour } from '../theme/palette.ts';

interface LegendProps {
  readonly colouring: Colouring;
  /** samples by code, of those that can be drawn */
  readonly counts: readonly number[];
  readonly hidden: ReadonlySet<number>;
  readonly onToggle: (label: string) => void;
}

/** What the colours mean. Classes are buttons that switch them off and on. */
export function Legend({ colouring, counts, hidden, onToggle }: LegendProps) {
  if (colouring.kind === 'none') return null;
  return (
    <fieldset class="legend">
      <legend class="visually-hidden">{colouring.name}</legend>
      {colouring.kind === 'continuous' ? (
        <Ramp colouring={colouring} missing={counts[0]} />
      ) : (
        colouring.swatches.map((swatch, code) =>
          counts[code] === 0 ? null : (
            <button
              type="button"
              key={swatch.label}
              aria-pressed={!hidden.has(code)}
              title={hidden.has(code) ? `Show ${swatch.label}` : `Hide ${swatch.label}`}
              onClick={() => onToggle(swatch.label)}
            >
              <Mark swatch={swatch} />
              <span class="legend-name">{swatch.label}</span>
              <span class="muted number">{formatCount(counts[code])}</span>
            </button>
          ),
        )
      )}
    </fieldset>
  );
}

function Mark({ swatch }: { swatch: Swatch }) {
  return (
    <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
      <path d={shapePath(swatch.shape, 4.5)} fill={swatch.colour} />
    </svg>
  );
}

const STOPS = [0, 0.2, 0.4, 0.6, 0.8, 1];

function Ramp({ colouring, missing }: { colouring: Colouring; missing: number }) {
  const [low, high] = colouring.limits ?? [Number.NaN, Number.NaN];
  return (
    <>
      <span class="ramp">
        <span class="number">{formatNumber(low, 3)}</span>
        <span
          class="ramp-bar"
          style={{ background: `linear-gradient(to right, ${STOPS.map(rampColour).join(', ')})` }}
        />
        <span class="number">{formatNumber(high, 3)}</span>
      </span>
      {missing > 0 && (
        <span class="legend-missing">
          {colouring.swatches[0] && <Mark swatch={colouring.swatches[0]} />}
          missing <span class="muted number">{formatCount(missing)}</span>
        </span>
      )}
    </>
  );
}
