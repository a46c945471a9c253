import { Fragment } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Pair, Target } from '../state/choice.ts';
import { filterFeatures } from '../state/featureFilter.ts';
import { rankedCsv } from '../state/rankedCsv.ts';
import { rankFeatures } from '../state/ranking.ts';
import type { SelectMode } from '../state/selection.ts';
import { r2Columns } from './r2Columns.ts';
import { R2Filters } from './r2Filters.tsx';
import { R2Head, R2Meanings } from './r2Head.tsx';
import { R2Row } from './r2Row.tsx';
import { useRows } from './useRows.ts';
import type { ViewProps } from './viewer.ts';

/** Pixels of a row on one line and on two; the style sheet has the same numbers. */
const ROW = 24;
const STACKED_ROW = 44;
/** Pixels below which the row of a table with all columns takes two lines. */
const WIDE = 600;
const ORIGIN = 'rows of the table';

interface R2TableProps extends Pick<ViewProps, 'store' | 'state'> {
  readonly pair: Pair;
  readonly target: Target;
  /** index of the chosen feature, or -1 */
  readonly current: number;
  /** selected features of the target */
  readonly selected: ReadonlySet<string> | null;
}

/**
 * All features of the target, ranked; only the rows in sight are in the page. A click opens a feature; with Ctrl or Shift it
 * selects. By keys: arrows move, with Shift they select, the space bar selects one, Ctrl+A all that are listed.
 */
export function R2Table({ store, state, pair, target, current, selected }: R2TableProps) {
  const { search, sort, onlyShared, onlySelected } = state.choice;
  const among = onlySelected ? selected : null;
  const filtered = useMemo(
    () => filterFeatures(target, { search, onlyShared, among }),
    [target, search, onlyShared, among],
  );
  const order = useMemo(() => rankFeatures(pair, target, filtered.indices, sort), [pair, target, filtered, sort]);
  const columns = useMemo(() => r2Columns(pair, target), [pair, target]);
  /** the feature that a range of rows starts from; -1 = the chosen one */
  const anchor = useRef(-1);
  const position = order.indexOf(current);
  const wide = columns.length > 3;
  const isStacked = (width: number) => wide && width > 0 && width < WIDE;
  const list = [pair.source, pair.target, search, sort, onlyShared, onlySelected];
  const rows = useRows({
    count: order.length,
    position,
    opened: state.choice.feature,
    rowHeight: (width) => (isStacked(width) ? STACKED_ROW : ROW),
    list,
    choose,
  });
  const { shown, rowHeight } = rows;
  useLayoutEffect(() => {
    anchor.current = -1;
  }, list);

  function choose(row: number): void {
    const feature = target.features[order[row] ?? -1];
    if (feature !== undefined) store.choose({ feature });
  }

  function select(features: ArrayLike<number>, mode: SelectMode): void {
    const names = Array.from(features, (index) => target.features[index]);
    store.selectFeatures(target.name, names, ORIGIN, mode);
  }

  function toggle(row: number): void {
    const index = order[row];
    anchor.current = index;
    select([index], selected?.has(target.features[index]) ? 'subtract' : 'add');
  }

  /** The rows from the anchor to this one. */
  function selectTo(row: number, mode: SelectMode): void {
    const start = Math.max(0, order.indexOf(anchor.current < 0 ? current : anchor.current));
    anchor.current = order[start];
    select(order.subarray(Math.min(start, row), Math.max(start, row) + 1), mode);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const inTable = event.currentTarget instanceof HTMLTableElement;
    if (inTable && selectByKey(event)) {
      event.preventDefault();
      return;
    }
    const next = rows.rowOf(event);
    if (next === null) return;
    event.preventDefault();
    if (inTable && event.shiftKey) selectTo(next, 'replace');
    else anchor.current = -1;
    rows.go(next, event);
  }

  /** @returns whether the key was one that selects */
  function selectByKey({ key, target: at, ctrlKey, metaKey }: KeyboardEvent): boolean {
    if (key === 'a' && (ctrlKey || metaKey)) {
      select(order, 'replace');
      return true;
    }
    const inBody = at instanceof Element && at.closest('tbody') !== null;
    if (key !== ' ' || !inBody || position < 0) return false;
    toggle(position);
    return true;
  }

  /** Anywhere in a row; the arrow keys go on from there. */
  function onClick({ target: clicked, ctrlKey, metaKey, shiftKey }: MouseEvent): void {
    const element = clicked instanceof Element ? clicked.closest('tr') : null;
    if (element?.dataset['row'] === undefined) return;
    const row = Number(element.dataset['row']);
    const more = ctrlKey || metaKey;
    if (shiftKey) selectTo(row, more ? 'add' : 'replace');
    else if (more) toggle(row);
    else {
      anchor.current = -1;
      choose(row);
      element.querySelector('button')?.focus({ preventScroll: true });
    }
  }

  function save(): void {
    const name = `r2-${pair.source}-to-${target.name}`.replace(/[^A-Za-z0-9._-]+/g, '-');
    store.saveFile({ type: 'saveFile', name, format: 'csv', content: rankedCsv(pair, target, order) });
  }

  return (
    <div class="r2-list">
      <R2Filters
        store={store}
        state={state}
        target={target}
        listed={order.length}
        unknown={filtered.unknown}
        selected={selected?.size ?? 0}
        onSelectAll={() => select(order, 'replace')}
        onSave={save}
        onKeyDown={onKeyDown}
      />
      <div
        class="ranked-holder"
        style={{ maxHeight: `${(Math.max(1, order.length) + 1) * rowHeight}px` }}
        {...rows.holder}
      >
        <table
          class="list-table ranked"
          data-stacked={isStacked(rows.width)}
          aria-rowcount={order.length + 1}
          aria-label={`Features of ${target.name} by R²`}
          onClick={onClick}
          onKeyDown={onKeyDown}
        >
          <R2Head columns={columns} sort={sort} onSort={(next) => store.choose({ sort: next })} />
          <tbody>
            {shown.rows.map(({ gap, row }) => (
              <Fragment key={order[row]}>
                {gap > 0 && <tr style={{ height: `${gap * rowHeight}px` }} />}
                <R2Row
                  columns={columns}
                  pair={pair}
                  target={target}
                  feature={order[row]}
                  row={row}
                  chosen={row === position}
                  selected={selected?.has(target.features[order[row]]) ?? false}
                  stop={row === rows.stop}
                />
              </Fragment>
            ))}
            {shown.gapAfter > 0 && <tr style={{ height: `${shown.gapAfter * rowHeight}px` }} />}
          </tbody>
        </table>
        {order.length === 0 && <p class="muted ranked-none">{nothingFound(search, onlyShared)}</p>}
      </div>
      {wide && <R2Meanings columns={columns} />}
    </div>
  );
}

function nothingFound(search: string, onlyShared: boolean): string {
  const called = search.trim() === '' ? '' : ` called “${search.trim()}”`;
  return onlyShared ? `No feature${called} has the verdict “shared”.` : `No feature is${called}.`;
}
