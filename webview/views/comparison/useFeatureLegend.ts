import { useMemo } from 'preact/hooks';
import type { Colouring } from '../../state/colouring.ts';
import type { SelectMode } from '../../state/selection.ts';
import type { State } from '../../state/state.ts';
import type { Store } from '../../state/store.ts';
import { LINEAR } from '../../state/valueRamp.ts';
import type { CurrentColouring } from '../useColouring.ts';

/** What the legend of a scatter of features does: select and hide classes of features. */
export function useFeatureLegend(
  colouring: Colouring,
  store: Store,
  state: State,
  select: (features: Uint8Array, origin: string, mode: SelectMode) => void,
): CurrentColouring {
  const off = state.choice.hidden[colouring.name];
  const hidden = useMemo(
    () => new Set(colouring.swatches.flatMap(({ label }, code) => (off?.includes(label) ? [code] : []))),
    [colouring, off],
  );
  return {
    colouring,
    onPaper: () => colouring,
    hidden,
    toggle(code) {
      const { label } = colouring.swatches[code];
      const current = store.state.choice.hidden[colouring.name] ?? [];
      const next = current.includes(label) ? current.filter((other) => other !== label) : [...current, label];
      store.choose({ hidden: { ...store.state.choice.hidden, [colouring.name]: next } });
    },
    select: (from, _to, mode) =>
      select(
        colouring.codes.map((code) => Number(code === from)),
        colouring.swatches[from].label,
        mode,
      ),
    scale: LINEAR,
    setScale() {},
  };
}
