import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Latents } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { currentColour } from '../state/choice.ts';
import { type Colouring, colouring as colours } from '../state/colouring.ts';
import { PAPER_INK } from '../theme/ink.ts';
import type { ViewProps } from './viewer.ts';

interface CurrentColouring {
  readonly colouring: Colouring;
  /** the same colours on white */
  onPaper(): Colouring;
  /** codes switched off */
  readonly hidden: ReadonlySet<number>;
  toggle(label: string): void;
  /** the control that changes the column; null where there is no choice */
  readonly select: JSX.Element | null;
}

/** The colours that all scatters share. */
export function useColouring({ store, state, theme }: ViewProps, latents: Latents, run: RunFile): CurrentColouring {
  const name = currentColour(latents, run, state.choice);
  const column = latents.labels.find((label) => label.name === name) ?? null;
  const count = latents.sampleIds.length;
  const colouring = useMemo(() => colours(column, count, theme.shade, theme.accent), [column, count, theme]);
  const onPaper = () => colours(column, count, 'light', PAPER_INK.accent);
  const off = state.choice.hidden[colouring.name];
  const hidden = useMemo(() => {
    const codes = colouring.swatches.flatMap(({ label }, code) => (off?.includes(label) && label !== '' ? [code] : []));
    return new Set(codes);
  }, [colouring, off]);
  const toggle = (label: string) => {
    const current = store.state.choice.hidden[colouring.name] ?? [];
    const next = current.includes(label) ? current.filter((other) => other !== label) : [...current, label];
    store.choose({ hidden: { ...store.state.choice.hidden, [colouring.name]: next } });
  };
  const select =
    latents.labels.length === 0 ? null : (
      <label>
        colour{' '}
        <select
          value={name ?? ''}
          onChange={(event) => store.choose({ colour: { by: 'label', name: event.currentTarget.value } })}
        >
          {latents.labels.map((label) => (
            <option key={label.name} value={label.name}>
              {label.name}
            </option>
          ))}
        </select>
      </label>
    );
  return { colouring, onPaper, hidden, toggle, select };
}
