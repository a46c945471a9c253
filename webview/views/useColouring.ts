import { useEffect, useMemo } from 'preact/hooks';
import type { FeatureValues, LabelColumn, Latents } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { askValues } from '../state/asks.ts';
import {
  type Choice,
  type ColourBy,
  colourKey,
  currentColour,
  currentLabel,
  findLabel,
  type ValueScale,
} from '../state/choice.ts';
import { type Colouring, codeWords, colouring as colours } from '../state/colouring.ts';
import type { SelectMode } from '../state/selection.ts';
import { LINEAR } from '../state/valueRamp.ts';
import { PAPER_INK } from '../theme/ink.ts';
import { useLast } from './useLast.ts';
import type { ViewProps } from './viewer.ts';
import { type Waiting, waitingFor } from './waiting.tsx';

/** The colours of the samples, and what a legend does with them. */
export interface CurrentColouring {
  readonly colouring: Colouring;
  /** the same colours on white */
  onPaper(): Colouring;
  /** codes switched off */
  readonly hidden: ReadonlySet<number>;
  toggle(code: number): void;
  /** Selects the samples with these codes, both ends included, in every view. */
  select(from: number, to: number, mode: SelectMode): void;
  /** how continuous values are spread */
  readonly scale: ValueScale;
  setScale(scale: ValueScale): void;
}

interface Shown {
  readonly colour: ColourBy | null;
  readonly column: LabelColumn | null;
  readonly latents: Latents;
}

/** The colours that are wanted, by default those chosen. Until the values of a feature are here, those before it stay, and `waiting` says so. */
export function useColouring(
  props: ViewProps,
  latents: Latents,
  run: RunFile,
  colour = currentColour(latents, run, props.state.choice),
): CurrentColouring & { readonly waiting: Waiting | null } {
  const { store, state } = props;
  const [modality, feature] = colour?.by === 'feature' ? [colour.modality, colour.feature] : [null, null];
  const ask = useMemo(
    () => (modality === null || feature === null ? null : askValues(modality, feature)),
    [modality, feature],
  );
  const known = ask ? state.asked.values.get(ask.id) : undefined;
  useEffect(() => {
    if (ask && !known) store.ask(ask);
  }, [store, ask, known]);
  const values = known?.status === 'here' ? known.content : null;
  const column = useMemo(() => columnOf(latents, colour, values), [latents, colour, values]);
  const here = ask === null || values !== null;
  const last = useLast<Shown>(here ? { colour, column, latents } : null);
  const label = labelColour(latents, run, state.choice);
  const shown =
    last?.latents.sampleIds === latents.sampleIds
      ? last
      : { colour: label, column: columnOf(latents, label, null), latents };
  const current = useColours(props, shown);
  const open = ask !== null && known?.status !== 'here';
  const waiting = open ? waitingFor(store, ask, known, `Reading ${ask.feature}…`) : null;
  return { ...current, waiting };
}

/** The colours of the label that stands for the samples, where another colour is drawn beside it. */
export function useLabelColouring(props: ViewProps, latents: Latents, run: RunFile): CurrentColouring {
  const colour = labelColour(latents, run, props.state.choice);
  return useColours(props, { colour, column: columnOf(latents, colour, null), latents });
}

function labelColour(latents: Latents, run: RunFile, choice: Choice): ColourBy | null {
  const name = currentLabel(latents, run, choice);
  return name === null ? null : { by: 'label', name };
}

/** The colours that a column gives samples. @param shown.latents what the samples are counted in */
export function useColours(
  { store, state, theme }: ViewProps,
  { colour, column, latents }: Omit<Shown, 'latents'> & { readonly latents: Pick<Latents, 'sampleIds'> },
): CurrentColouring {
  const key = colourKey(colour);
  const scale = state.choice.scale[key] ?? LINEAR;
  const count = latents.sampleIds.length;
  const colouring = useMemo(
    () => colours(column, count, theme.shade, theme.accent, scale),
    [column, count, scale, theme],
  );
  const off = state.choice.hidden[key];
  const hidden = useMemo(() => {
    const codes = colouring.swatches.flatMap(({ label }, code) => (off?.includes(label) && label !== '' ? [code] : []));
    return new Set(codes);
  }, [colouring, off]);
  return {
    colouring,
    onPaper: () => colours(column, count, 'light', PAPER_INK.accent, scale),
    hidden,
    toggle(code) {
      const label = colouring.swatches[code].label;
      const current = store.state.choice.hidden[key] ?? [];
      const next = current.includes(label) ? current.filter((other) => other !== label) : [...current, label];
      store.choose({ hidden: { ...store.state.choice.hidden, [key]: next } });
    },
    select(from, to, mode) {
      const mask = colouring.codes.map((code) => Number(code >= from && code <= to));
      store.selectSamples(mask, codeWords(colouring, from, to), mode);
    },
    scale,
    setScale: (next) => store.choose({ scale: { ...store.state.choice.scale, [key]: next } }),
  };
}

/** What a colour shows of each sample. @param values of the feature, where the colour is one */
function columnOf(latents: Latents, colour: ColourBy | null, values: FeatureValues | null): LabelColumn | null {
  switch (colour?.by) {
    case undefined:
      return null;
    case 'label':
      return findLabel(latents, colour.name);
    case 'split':
      return latents.split;
    case 'error': {
      const error = latents.errors.find(({ modality }) => modality === colour.modality);
      return error ? { kind: 'continuous', name: `error of ${error.modality}`, values: error.values } : null;
    }
    case 'feature': {
      if (!values) return null;
      const name = values.unit === '' ? values.feature : `${values.feature} (${values.unit})`;
      return { kind: 'continuous', name, values: values.values };
    }
  }
}
