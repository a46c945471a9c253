import { formatCount, plural } from '../../../src/report/words.ts';
import { idList } from '../../state/idList.ts';
import { selectedRows } from '../../state/selection.ts';
import { Action, SelectionSteps } from '../selectionSteps.tsx';
import { useSelectionKeys } from '../useSelectionKeys.ts';
import type { ComparisonProps } from './comparisonProps.ts';

/** What is selected in all plots of the comparison, at the foot of the page. */
export function SelectionNow({ store, state, compared }: ComparisonProps) {
  useSelectionKeys(store);
  const { past, present, future } = state.selections;
  const { samples, features } = present;
  const parts = [
    samples && {
      count: `${formatCount(samples.count)} of ${plural(compared.sampleIds.length, 'sample')}`,
      origin: samples.origin,
      ids: () => Array.from(selectedRows(samples), (row) => compared.sampleIds[row]),
    },
    features && {
      count: plural(features.names.size, `${features.modality} feature`),
      origin: features.origin,
      ids: () => [...features.names],
    },
  ].filter((part) => part !== null);
  return (
    <>
      <p class="visually-hidden" role="status">
        {parts.length === 0
          ? 'Nothing is selected.'
          : parts.map(({ count, origin }) => `${count} selected: ${origin}.`).join(' ')}
      </p>
      {(parts.length > 0 || past.length > 0 || future.length > 0) && (
        <section class="selection-bar" aria-label="Selection" data-view="selection" data-ready="true">
          <div class="selection-now">
            <div class="selection-parts">
              {parts.map(({ count, origin, ids }) => (
                <div class="selection-part" key={count}>
                  <span class="selection-words">
                    <strong class="number">{count}</strong>: {origin}
                  </span>
                  <Action
                    text="Export ids"
                    title="Save them, one a line"
                    onClick={() => store.saveFile(idList(origin, { id: ids() }, 'txt'))}
                  />
                </div>
              ))}
              {parts.length === 0 && <span class="muted">Nothing is selected</span>}
            </div>
            <SelectionSteps store={store} state={state} />
          </div>
        </section>
      )}
    </>
  );
}
