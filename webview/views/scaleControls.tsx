import { useState } from 'preact/hooks';
import { formatNumber } from '../../src/report/words.ts';
import type { ValueScale } from '../state/choice.ts';
import type { ValueRamp } from '../state/valueRamp.ts';

interface ScaleProps {
  readonly ramp: ValueRamp;
  readonly scale: ValueScale;
  readonly onChange: (scale: ValueScale) => void;
}

/** How values are spread over the colours: clipped, on a log scale, between fixed ends. */
export function ScaleControls({ ramp, scale, onChange }: ScaleProps) {
  const positive = ramp.data[0] > 0;
  // As it was when it appeared: it must not close under the hand that resets it.
  const [open] = useState(scale.clip || scale.log || scale.low !== null || scale.high !== null);
  return (
    <details class="scale" open={open}>
      <summary class="muted">Scale</summary>
      <div class="scale-controls">
        <label title="Gives the lowest and the highest 1 % of the values the colours of the ends">
          <input
            type="checkbox"
            checked={scale.clip}
            onChange={(event) => onChange({ ...scale, clip: event.currentTarget.checked })}
          />{' '}
          clip 1 %
        </label>
        <label title={positive ? 'Equal steps of colour for equal ratios' : 'Some values are 0 or below'}>
          <input
            type="checkbox"
            checked={scale.log && positive}
            disabled={!positive}
            onChange={(event) => onChange({ ...scale, log: event.currentTarget.checked })}
          />{' '}
          log
        </label>
        <Limit label="from" value={scale.low} data={ramp.data[0]} onChange={(low) => onChange({ ...scale, low })} />
        <Limit label="to" value={scale.high} data={ramp.data[1]} onChange={(high) => onChange({ ...scale, high })} />
      </div>
    </details>
  );
}

interface LimitProps {
  readonly label: string;
  readonly value: number | null;
  /** the end of the data, which holds where no limit is set */
  readonly data: number;
  readonly onChange: (value: number | null) => void;
}

function Limit({ label, value, data, onChange }: LimitProps) {
  return (
    <label>
      {label}{' '}
      <input
        type="number"
        step="any"
        class="number"
        value={value ?? ''}
        placeholder={formatNumber(data, 3)}
        onChange={(event) => {
          const typed = event.currentTarget.valueAsNumber;
          onChange(Number.isNaN(typed) ? null : typed);
        }}
      />
    </label>
  );
}
