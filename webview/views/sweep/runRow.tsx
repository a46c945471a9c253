import type { RunColumn } from '../../state/runColumns.ts';
import type { SweepRun } from '../../state/sweepState.ts';
import { Elided } from '../elided.tsx';
import { r2Class, r2Style } from '../r2Cell.ts';
import { StateMark } from './stateMark.tsx';

interface RunRowProps {
  readonly run: SweepRun;
  readonly columns: readonly RunColumn[];
  /** place in the list, from 0 */
  readonly row: number;
  /** where the arrow keys go on from */
  readonly current: boolean;
  readonly selected: boolean;
  /** whether the tab key stops at it */
  readonly stop: boolean;
  /** whether there is a run folder to open */
  readonly opens: boolean;
}

/** One run of the table. */
export function RunRow({ run, columns, row, current, selected, stop, opens }: RunRowProps) {
  const { name } = run.row;
  return (
    <tr
      class="ranked-row"
      data-row={row}
      data-opens={opens}
      aria-rowindex={row + 2}
      aria-current={current ? 'true' : undefined}
      aria-selected={selected}
    >
      <th scope="row" class="cell-name">
        <button type="button" tabIndex={stop ? 0 : -1} title={opens ? `Open ${name}` : name}>
          <Elided text={name} />
        </button>
      </th>
      {columns.map((column) => (
        <Cell key={column.id} column={column} run={run} />
      ))}
    </tr>
  );
}

function Cell({ column, run }: { column: RunColumn; run: SweepRun }) {
  const text = column.text(run);
  if (column.id === 'state') {
    return (
      <td class="cell-words">
        <StateMark state={run.row.state} /> {text}
      </td>
    );
  }
  if (!column.number) {
    return (
      <td class="cell-words">
        <Elided text={text} />
      </td>
    );
  }
  if (!column.id.startsWith('score r2')) return <td class="number">{text}</td>;
  const value = column.key(run);
  const r2 = typeof value === 'number' ? value : null;
  return (
    <td class="number score-cell" title={r2 === null ? whyNoScore(run) : undefined}>
      {text}
      <span class={`bar ${r2Class(r2)}`} style={r2Style(r2 === null ? null : Math.abs(r2))} aria-hidden="true" />
    </td>
  );
}

function whyNoScore({ row: { state } }: SweepRun): string {
  if (state === 'waiting' || state === 'queued') return 'Not begun yet';
  if (state === 'running') return 'Scores come with the first evaluation';
  return state === 'finished'
    ? 'No feature of this direction varies among the held-out samples'
    : 'It ended before it was scored';
}
