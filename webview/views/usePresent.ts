import { useMemo } from 'preact/hooks';
import { formatCount } from '../../src/report/words.ts';
import type { Latents } from '../../src/run/runData.ts';
import { countCodes } from '../state/colouring.ts';
import { samplesSelected } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import type { CurrentColouring } from './useColouring.ts';
import type { Layout } from './useLayout.ts';

/** How many samples a block has. */
export interface Present {
  readonly all: number;
  /** those of them whose class is switched off */
  readonly hidden: number;
  /** by code of the colouring */
  readonly byCode: readonly number[];
  readonly selected: number;
  /** null = nothing is selected */
  readonly selectedByCode: readonly number[] | null;
  /** those that lack the block as well */
  readonly selectedEverywhere: number;
}

/** @param layout null = not there yet: all samples count */
export function usePresent(
  latents: Latents,
  layout: Layout | null,
  { colouring: { codes, swatches }, hidden }: CurrentColouring,
  state: State,
): Present {
  const count = latents.sampleIds.length;
  const mask = samplesSelected(state.selections.present, count);
  const placed = useMemo(() => layout && placedSamples(layout), [layout]);
  const byCode = useMemo(() => countCodes(codes, swatches.length, placed), [codes, swatches, placed]);
  const selectedByCode = useMemo(
    () => mask && countCodes(codes, swatches.length, placed ? mask.map((on, i) => on & placed[i]) : mask),
    [codes, swatches, placed, mask],
  );
  return {
    all: total(byCode),
    hidden: total(byCode.filter((_, code) => hidden.has(code))),
    byCode,
    selected: total(selectedByCode ?? []),
    selectedByCode,
    selectedEverywhere: mask ? (state.selections.present.samples?.count ?? 0) : 0,
  };
}

/** "n = 46", and "n = 40; 6 hidden" where classes are switched off. @param which stands behind n */
export function shownWords(all: number, hidden: number, which = ''): string {
  return `n = ${formatCount(all - hidden)}${which}${hidden === 0 ? '' : `; ${formatCount(hidden)} hidden`}`;
}

/** "n = 46 of 92; the others lack protein; 20 selected". @param total samples of the run */
export function presentWords(present: Present, total: number, block: string): string {
  const { all, hidden, selected, selectedEverywhere } = present;
  const lacking = all < total ? ` of ${formatCount(total)}; the others lack ${block.replace(/^private_/, '')}` : '';
  const n = shownWords(all, hidden, lacking);
  if (selectedEverywhere === 0) return n;
  if (selected === selectedEverywhere) return `${n}; ${formatCount(selected)} selected`;
  return `${n}; ${formatCount(selected)} of ${formatCount(selectedEverywhere)} selected ones are here`;
}

/** [samples] 1 = has a position */
function placedSamples({ x, y }: Layout): Uint8Array {
  const placed = new Uint8Array(x.length);
  for (let i = 0; i < placed.length; i++) placed[i] = Number(!Number.isNaN(x[i] + y[i]));
  return placed;
}

export function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
