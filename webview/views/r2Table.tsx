import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatCount, formatScore } from '../../src/report/words.ts';
import { type Choice, type Pair, rankFeatures, type Target } from '../state/choice.ts';
import { Elided } from './elided.tsx';
import { r2Class, r2Style } from './r2Cell.ts';
import { useSize } from './useSize.ts';
import type { ViewProps } from './viewer.ts';

/** Pixels; the style sheet has the same number. */
const ROW = 24;
/** Rows to draw before the height is known. */
const ROWS = 12;
/** Rows drawn beyond what can be seen, so that a fast scroll shows no gap. */
const SPARE = 8;

interface R2TableProps extends Pick<ViewProps, 'store' | 'state'> {
  readonly pair: Pair;
  readonly target: Target;
  /** index of the chosen feature, or -1 */
  readonly current: number;
}

const COLUMNS: readonly { readonly by: Choice['sort']['by']; readonly text: string; readonly title: string }[] = [
  { by: 'name', text: 'feature', title: 'Sort by name' },
  { by: 'r2', text: 'R²', title: 'Sort by held-out cross-modal R²' },
  { by: 'self', text: 'self', title: 'Sort by self R²: the feature predicted from its own table' },
];

/** All features of the target, ranked; only the rows in sight are in the page. Arrow keys move, the search narrows. */
export function R2Table({ store, state, pair, target, current }: R2TableProps) {
  const { search, sort } = state.choice;
  const order = useMemo(() => rankFeatures(pair, target, search, sort), [pair, target, search, sort]);
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const height = useSize(body).height;
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const last = Math.min(order.length, Math.ceil((top + (height || ROWS * ROW)) / ROW) + SPARE);
  const position = order.indexOf(current);

  // Another list starts at its top.
  useLayoutEffect(() => {
    if (body.current) body.current.scrollTop = 0;
    setTop(0);
  }, [pair.source, pair.target, search, sort]);

  // Only a new choice scrolls: new scores must not.
  useEffect(() => {
    const element = body.current;
    if (!element || position < 0 || state.choice.feature === null) return;
    if (position * ROW < element.scrollTop) element.scrollTop = position * ROW;
    else if ((position + 1) * ROW > element.scrollTop + element.clientHeight)
      element.scrollTop = (position + 1) * ROW - element.clientHeight;
  }, [state.choice.feature]);

  function choose(index: number): void {
    const feature = target.features[order[index] ?? -1];
    if (feature !== undefined) store.choose({ feature });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(height / ROW) - 1);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -order.length,
      End: order.length,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    choose(Math.min(order.length - 1, Math.max(0, position + step)));
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
        />
        <span class="muted" aria-live="polite">
          {search === '' ? '' : `${formatCount(order.length)} found`}
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot hold a window of its rows */}
      <div role="grid" aria-rowcount={order.length + 1} aria-label={`Features of ${target.name} by R²`} class="grid">
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <div role="row" class="grid-head" tabIndex={-1}>
          {COLUMNS.map(({ by, text, title }) => {
            const active = sort.by === by;
            const arrow = sort.descending ? '↓' : '↑';
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above
              <span
                role="columnheader"
                key={by}
                class={`cell-${by}`}
                tabIndex={-1}
                aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
              >
                <button
                  type="button"
                  title={title}
                  onClick={() => store.choose({ sort: { by, descending: active ? !sort.descending : by !== 'name' } })}
                >
                  {text}
                  {active && ` ${arrow}`}
                </button>
              </span>
            );
          })}
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the grid around it */}
        <div
          class="grid-body"
          ref={body}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys choose a row
          tabIndex={0}
          style={{ maxHeight: `${Math.max(1, order.length) * ROW}px` }}
          onScroll={(event) => setTop(event.currentTarget.scrollTop)}
          onKeyDown={onKeyDown}
        >
          <div style={{ height: `${order.length * ROW}px`, position: 'relative' }}>
            {Array.from(order.subarray(first, last), (feature, i) => (
              <Row
                key={feature}
                row={first + i}
                name={target.features[feature]}
                r2={pair.r2[feature]}
                self={target.self[feature]}
                chosen={feature === current}
                onChoose={() => choose(first + i)}
              />
            ))}
          </div>
          {order.length === 0 && <p class="muted grid-none">No feature is called “{search.trim()}”.</p>}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: number;
  readonly name: string;
  readonly r2: number;
  readonly self: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Row({ row, name, r2, self, chosen, onChoose }: RowProps) {
  const bar = r2 < 0 ? Math.min(1, -r2) : r2;
  return (
    // biome-ignore lint/a11y: the body of the grid takes the keys for its rows
    <div
      role="row"
      class="grid-row"
      aria-rowindex={row + 2}
      aria-selected={chosen}
      style={{ top: `${row * ROW}px` }}
      onClick={onChoose}
    >
      {/* biome-ignore lint/a11y: cells of a grid */}
      <span role="gridcell" class="cell-name">
        <Elided text={name} />
      </span>
      {/* biome-ignore lint/a11y: cells of a grid */}
      <span
        role="gridcell"
        class="cell-r2"
        title={Number.isNaN(r2) ? 'No score: the feature does not vary among the held-out samples' : undefined}
      >
        <span class={`bar ${r2Class(r2)}`} style={r2Style(bar)} aria-hidden="true" />
        <span class="number">{formatScore(r2)}</span>
      </span>
      {/* biome-ignore lint/a11y: cells of a grid */}
      <span role="gridcell" class="cell-self number muted">
        {formatScore(self)}
      </span>
    </div>
  );
}
