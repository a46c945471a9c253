import { Fragment } from 'preact';
import type { Sort } from '../state/ranking.ts';
import type { R2Column } from './r2Columns.ts';

interface R2HeadProps {
  readonly columns: readonly R2Column[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/** The head of the ranked table stays in sight; a click sorts, another one the other way round. */
export function R2Head({ columns, sort, onSort }: R2HeadProps) {
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
                onClick={() => onSort({ by, descending: active ? !sort.descending : descending })}
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

/** A sentence for each column. */
export function R2Meanings({ columns }: { columns: readonly R2Column[] }) {
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
