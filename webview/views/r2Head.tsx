import { Fragment } from 'preact';
import type { Sort } from '../state/ranking.ts';
import type { R2Column } from './r2Columns.ts';
import { SortHeader } from './sortHeader.tsx';

interface R2HeadProps {
  readonly columns: readonly R2Column[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/** The head of the ranked table stays in sight. */
export function R2Head({ columns, sort, onSort }: R2HeadProps) {
  return (
    <thead>
      <tr>
        {columns.map(({ by, text, meaning, descending }) => (
          <SortHeader
            key={by}
            text={text}
            title={`${meaning} Click to sort.`}
            class={`cell-${by}`}
            sort={sort.by === by ? sort : null}
            descending={descending}
            onSort={(next) => onSort({ by, descending: next })}
          />
        ))}
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
