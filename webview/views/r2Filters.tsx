import { formatCount, plural } from '../../src/report/words.ts';
import type { Target } from '../state/choice.ts';
import { oneLine } from '../state/featureFilter.ts';
import type { ViewProps } from './viewer.ts';

interface R2FiltersProps extends Pick<ViewProps, 'store' | 'state'> {
  readonly target: Target;
  /** features listed */
  readonly listed: number;
  /** names that were searched for and are not there */
  readonly unknown: readonly string[];
  /** features of the target that are selected */
  readonly selected: number;
  readonly onSelectAll: () => void;
  readonly onSave: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** What the ranked table lists, and what can be done with the whole list. */
export function R2Filters(props: R2FiltersProps) {
  const { store, state, target, listed, selected } = props;
  const { search, onlyShared, onlySelected } = state.choice;

  /** Lines of a pasted list would run together in a field of one line. */
  function onPaste(event: ClipboardEvent & { currentTarget: HTMLInputElement }): void {
    const text = event.clipboardData?.getData('text') ?? '';
    const field = event.currentTarget;
    if (!/[\r\n]/.test(text)) return;
    event.preventDefault();
    field.setRangeText(oneLine(text), field.selectionStart ?? 0, field.selectionEnd ?? field.value.length, 'end');
    store.choose({ search: field.value });
  }

  return (
    <>
      <div class="row">
        <input
          type="search"
          placeholder={`Search ${formatCount(target.features.length)} features: a name, or a list of names`}
          aria-label="Search features"
          value={search}
          onInput={(event) => store.choose({ search: event.currentTarget.value })}
          onPaste={onPaste}
          onKeyDown={props.onKeyDown}
        />
        <span class="muted" aria-live="polite">
          {listed === target.features.length ? '' : `${formatCount(listed)} found`}
        </span>
      </div>
      {props.unknown.length > 0 && listed > 0 && <p class="muted caption">Not found: {namesInShort(props.unknown)}.</p>}
      <div class="row r2-filters">
        {target.verdicts && (
          <label>
            <input
              type="checkbox"
              checked={onlyShared}
              onChange={(event) => store.choose({ onlyShared: event.currentTarget.checked })}
            />
            only shared
          </label>
        )}
        <label>
          <input
            type="checkbox"
            checked={onlySelected && selected > 0}
            disabled={selected === 0}
            onChange={(event) => store.choose({ onlySelected: event.currentTarget.checked })}
          />
          only selected
        </label>
        <span class="muted" aria-live="polite">
          {selected > 0 && `${formatCount(selected)} selected`}
        </span>
        <span class="r2-actions">
          <button type="button" class="link" disabled={listed === 0} onClick={props.onSelectAll}>
            Select all {formatCount(listed)}
          </button>
          <button
            type="button"
            class="link"
            disabled={listed === 0}
            title={`Saves ${plural(listed, 'row')} with all columns, in this order`}
            onClick={props.onSave}
          >
            Save as CSV
          </button>
        </span>
      </div>
    </>
  );
}

const FEW = 5;

function namesInShort(names: readonly string[]): string {
  const more = names.length - FEW;
  return names.slice(0, FEW).join(', ') + (more > 0 ? ` and ${formatCount(more)} more` : '');
}
