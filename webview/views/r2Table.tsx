import { Fragment } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatCount } from '../../src/report/words.ts';
import type { Pair, Target } from '../state/choice.ts';
import { rankFeatures } from '../state/ranking.ts';
import { type R2Column, r2Columns } from './r2Columns.ts';
import { R2Row } from './r2Row.tsx';
import { rowWindow } from './rowWindow.ts';
import { useSize } from './useSize.ts';
import type { ViewProps } from './viewer.ts';

/** Pixels of a row on one line and on two; the style sheet has the same numbers. */
const ROW = 24;
const STACKED_ROW = 44;
/** Pixels below which the row of a table with all columns takes two lines. */
const WIDE = 600;
/** Rows to draw before the height is known. */
const ROWS = 12;

interface R2TableProps extends Pick<ViewProps, 'store' | 'state'> {
  readonly pair: Pair;
  readonly target: Target;
  /** index of the chosen feature, or -1 */
  readonly current: number;
}

/** All features of the target, ranked; only the rows in sight are in the page. Arrow keys move, the search narrows. */
export function R2Table({ store, state, pair, target, current }: R2TableProps) {
  const { search, sort } = state.choice;
  const order = useMemo(() => rankFeatures(pair, target, search, sort), [pair, target, search, sort]);
  const columns = useMemo(() => r2Columns(pair, target), [pair, target]);
  const holder = useRef<HTMLDivElement>(null);
  /** whether the keyboard's focus goes with the choice */
  const follows = useRef(false);
  const [top, setTop] = useState(0);
  const { width, height } = useSize(holder);
  const stacked = columns.length > 3 && width > 0 && width < WIDE;
  const rowHeight = stacked ? STACKED_ROW : ROW;
  const position = order.indexOf(current);
  const stop = Math.max(0, position);
  const inSight = height === 0 ? ROWS : Math.ceil(height / rowHeight);
  const shown = rowWindow(order.length, Math.floor(top / rowHeight), inSight, stop);

  // Another list starts at its top.
  useLayoutEffect(() => {
    if (holder.current) holder.current.scrollTop = 0;
    setTop(0);
  }, [pair.source, pair.target, search, sort]);

  // Only a new choice scrolls: new scores must not.
  useEffect(() => {
    const element = holder.current;
    if (!element || position < 0 || state.choice.feature === null) return;
    // The head, as high as a row, lies over the rows.
    const end = (position + 2) * rowHeight;
    if (position * rowHeight < element.scrollTop) element.scrollTop = position * rowHeight;
    else if (end > element.scrollTop + element.clientHeight) element.scrollTop = end - element.clientHeight;
    if (follows.current) element.querySelector<HTMLElement>('[aria-current] button')?.focus({ preventScroll: true });
    follows.current = false;
  }, [state.choice.feature]);

  function choose(row: number): void {
    const feature = target.features[order[row] ?? -1];
    if (feature !== undefined) store.choose({ feature });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(height / rowHeight) - 2);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const inTable = event.currentTarget instanceof HTMLTableElement;
    // In the search field these two belong to the text.
    if (inTable) Object.assign(steps, { Home: -order.length, End: order.length });
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(order.length - 1, Math.max(0, position + step));
    if (next === position) return;
    follows.current = inTable;
    choose(next);
  }

  /** Anywhere in a row; the arrow keys go on from there. */
  function onClick({ target: clicked }: MouseEvent): void {
    const row = clicked instanceof Element ? clicked.closest('tr') : null;
    if (row?.dataset['row'] === undefined) return;
    choose(Number(row.dataset['row']));
    row.querySelector('button')?.focus({ preventScroll: true });
  }

  return (
    <div class="r2-list">
      <div class="row">
        <input
          type="search"
          placeholder={`Search ${formatCount(target.features.length)} features`}
          aria-label="Search features"
          value={search}
          onInput={(event) => store.choose({ search: event.currentTarget.value })}
          onKeyDown={onKeyDown}
        />
        <span class="muted" aria-live="polite">
          {search === '' ? '' : `${formatCount(order.length)} found`}
        </span>
      </div>
      <div
        class="ranked-holder"
        ref={holder}
        style={{ maxHeight: `${(Math.max(1, order.length) + 1) * rowHeight}px` }}
        onScroll={({ currentTarget: { scrollTop } }) => setTop(scrollTop - (scrollTop % rowHeight))}
      >
        <table
          class="ranked"
          data-stacked={stacked}
          aria-rowcount={order.length + 1}
          aria-label={`Features of ${target.name} by R²`}
          onClick={onClick}
          onKeyDown={onKeyDown}
        >
          <Head store={store} sort={sort} columns={columns} />
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
                  stop={row === stop}
                />
              </Fragment>
            ))}
            {shown.gapAfter > 0 && <tr style={{ height: `${shown.gapAfter * rowHeight}px` }} />}
          </tbody>
        </table>
        {order.length === 0 && <p class="muted ranked-none">No feature is called “{search.trim()}”.</p>}
      </div>
      {columns.length > 3 && <Meanings columns={columns} />}
    </div>
  );
}

type HeadProps = Pick<R2TableProps, 'store'> & Pick<ViewProps['state']['choice'], 'sort'> & { columns: R2Column[] };

/** Stays in sight; a click sorts, another one the other way round. */
function Head({ store, sort, columns }: HeadProps) {
  return (
    <thead>
      <tr>
        {columns.map(({ by, text, meaning, descending }) => {
          const active = sort.by === by;
          return (
            <th
              key={by}
              scope="col"
              class={`cell-${by}`}
              aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
            >
              <button
                type="button"
                title={`${meaning} Click to sort.`}
                onClick={() => store.choose({ sort: { by, descending: active ? !sort.descending : descending } })}
              >
                {text}
                {active && (sort.descending ? ' ↓' : ' ↑')}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Meanings({ columns }: { columns: readonly R2Column[] }) {
  return (
    <details class="meanings">
      <summary>What the columns mean</summary>
      <dl>
        {columns
          .filter(({ by }) => by !== 'name')
          .map(({ by, text, meaning }) => (
            <Fragment key={by}>
              <dt>{text}</dt>
              <dd>{meaning}</dd>
            </Fragment>
          ))}
      </dl>
    </details>
  );
}
