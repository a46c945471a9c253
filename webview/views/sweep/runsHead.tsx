import type { RunColumn } from '../../state/runColumns.ts';
import type { SweepSort } from '../../state/sweepChoice.ts';
import { SortHeader } from '../sortHeader.tsx';

interface RunsHeadProps {
  readonly columns: readonly RunColumn[];
  readonly sort: SweepSort | null;
  readonly onSort: (sort: SweepSort | null) => void;
}

/** The head of the table of runs stays in sight. A click on "run" goes back to the plan's order. */
export function RunsHead({ columns, sort, onSort }: RunsHeadProps) {
  return (
    <thead>
      <tr>
        <th scope="col" class="cell-name">
          <button
            type="button"
            title="Name of the run's folder. Click for the order of the plan."
            onClick={() => onSort(null)}
          >
            run
          </button>
        </th>
        {columns.map(({ id, name, meaning, number, descending }) => (
          <SortHeader
            key={id}
            text={name}
            title={`${name}: ${meaning} Click to sort.`}
            class={number ? 'number' : 'cell-words'}
            sort={sort?.by === id ? sort : null}
            descending={descending}
            onSort={(next) => onSort({ by: id, descending: next })}
          />
        ))}
      </tr>
    </thead>
  );
}
