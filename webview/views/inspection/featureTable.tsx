import { Fragment } from 'preact';
import { useMemo } from 'preact/hooks';
import { formatCount } from '../../../src/report/words.ts';
import type { Inspection } from '../../../src/run/inspection.ts';
import type { ProfileKey, ProfileSort } from '../../state/profileOrder.ts';
import { SortHeader } from '../sortHeader.tsx';
import { useRows } from '../useRows.ts';
import type { ViewProps } from '../viewer.ts';
import { FeatureRow } from './featureRow.tsx';

/** Pixels of a row; the style sheet has the same number. */
const ROW = 24;

const COLUMNS: readonly { readonly by: ProfileKey; readonly text: string; readonly descending: boolean }[] = [
  { by: 'name', text: 'feature', descending: false },
  { by: 'place', text: 'shape', descending: false },
  { by: 'missing', text: 'missing', descending: true },
  { by: 'mean', text: 'mean', descending: true },
  { by: 'sd', text: 'SD', descending: true },
  { by: 'zeros', text: 'zeros', descending: true },
  { by: 'min', text: 'min', descending: false },
  { by: 'max', text: 'max', descending: true },
];

interface FeatureTableProps extends Pick<ViewProps, 'store' | 'state'> {
  readonly table: Inspection['tables'][number];
  /** indexes of the features, in order */
  readonly order: readonly number[];
  /** index of the feature that is open */
  readonly current: number;
}

/** The features of a table; only the rows in sight are in the page. Arrow keys move, the search narrows, a head sorts. */
export function FeatureTable({ store, state, table, order, current }: FeatureTableProps) {
  const { search, profileSort } = state.choice;
  const { profiles } = table;
  const position = useMemo(() => order.indexOf(current), [order, current]);
  const rows = useRows({
    count: order.length,
    position,
    opened: state.choice.feature,
    rowHeight: () => ROW,
    list: [table, search, profileSort],
    choose,
  });
  const { shown } = rows;

  function choose(row: number): void {
    const feature = profiles.names[order[row] ?? -1];
    if (feature !== undefined) store.choose({ feature });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const next = rows.rowOf(event);
    if (next === null) return;
    event.preventDefault();
    rows.go(next, event);
  }

  /** Anywhere in a row; the arrow keys go on from there. */
  function onClick({ target: clicked }: MouseEvent): void {
    const row = clicked instanceof Element ? clicked.closest('tr') : null;
    if (row?.dataset['row'] === undefined) return;
    choose(Number(row.dataset['row']));
    row.querySelector('button')?.focus({ preventScroll: true });
  }

  return (
    <div class="profile-list">
      <div class="row">
        <input
          type="search"
          placeholder={`Search ${formatCount(profiles.names.length)} features`}
          aria-label={`Search the features of ${table.name}`}
          value={search}
          onInput={(event) => store.choose({ search: event.currentTarget.value })}
          onKeyDown={onKeyDown}
        />
        <span class="muted" aria-live="polite">
          {search === '' ? '' : `${formatCount(order.length)} found`}
        </span>
      </div>
      <div class="profile-holder" {...rows.holder}>
        <table
          class="list-table profile-table"
          aria-rowcount={order.length + 1}
          aria-label={`Features of ${table.name}`}
          onClick={onClick}
          onKeyDown={onKeyDown}
        >
          <Head sort={profileSort} onSort={(sort) => store.choose({ profileSort: sort })} />
          <tbody>
            {shown.rows.map(({ gap, row }) => (
              <Fragment key={order[row]}>
                {gap > 0 && <tr style={{ height: `${gap * ROW}px` }} />}
                <FeatureRow
                  profiles={profiles}
                  samples={table.samples}
                  feature={order[row] ?? 0}
                  row={row}
                  chosen={row === position}
                  stop={row === rows.stop}
                />
              </Fragment>
            ))}
            {shown.gapAfter > 0 && <tr style={{ height: `${shown.gapAfter * ROW}px` }} />}
          </tbody>
        </table>
        {order.length === 0 && <p class="muted profile-none">No feature is called “{search.trim()}”.</p>}
      </div>
    </div>
  );
}

/** Stays in sight. */
function Head({ sort, onSort }: { sort: ProfileSort; onSort: (sort: ProfileSort) => void }) {
  return (
    <thead>
      <tr>
        {COLUMNS.map(({ by, text, descending }) => (
          <SortHeader
            key={by}
            text={text}
            title={by === 'place' ? 'Click for the order of the file.' : 'Click to sort.'}
            class={`profile-${by}`}
            sort={sort.by === by && by !== 'place' ? sort : null}
            descending={descending}
            onSort={(next) => onSort({ by, descending: next })}
          />
        ))}
      </tr>
    </thead>
  );
}
