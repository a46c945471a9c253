import type { RunColumn } from '../../state/runColumns.ts';
import type { SweepSort } from '../../state/sweepChoice.ts';

interface RunsHeadProps {
  readonly columns: readonly RunColumn[];
  readonly sort: SweepSort | null;
  readonly onSort: (sort: SweepSort | null) => void;
}

/** The head of the table of runs stays in sight. A click sorts, another one the other way round; on "run" back to the plan's order. */
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
        {columns.map(({ id, name, meaning, number, descending }) => {
          const active = sort?.by === id;
          const down = active ? !sort.descending : descending;
          return (
            <th
              key={id}
              scope="col"
              class={number ? 'number' : 'cell-words'}
              aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
            >
              <button
                type="button"
                title={`${name}: ${meaning} Click to sort.`}
                onClick={() => onSort({ by: id, descending: down })}
              >
                {name}
                {active && (sort.descending ? ' ↓' : ' ↑')}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
