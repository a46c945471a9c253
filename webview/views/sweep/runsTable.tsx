import { Fragment } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { runColumns, shownColumns } from '../../state/runColumns.ts';
import { sortRuns } from '../../state/runOrder.ts';
import { runsCsv } from '../../state/runsCsv.ts';
import type { SweepRun } from '../../state/sweepState.ts';
import { Panel } from '../panel.tsx';
import { useRows } from '../useRows.ts';
import { RunFilters } from './runFilters.tsx';
import { RunRow } from './runRow.tsx';
import { RunsHead } from './runsHead.tsx';
import type { SweepViewProps } from './sweepViewer.ts';

/** Pixels of a row; the style sheet has the same number. */
const ROW = 24;
/** Characters of the name of a run that are shown, at most. */
const NAME = 28;

/**
 * All runs that the filter leaves; only the rows in sight are in the page. A click opens a run; with Ctrl or Shift it selects.
 * By keys: arrows move, Enter opens, with Shift arrows select, the space bar selects one, Ctrl+A all that are listed.
 */
export function RunsTable(props: SweepViewProps) {
  const { store, state, plan, shown, scores } = props;
  const { runs, choice, selected } = state;
  const columns = useMemo(() => runColumns(plan, runs, scores), [plan, runs, scores]);
  const inTable = shownColumns(columns, choice);
  const order = useMemo(() => sortRuns(shown, columns, choice.sort), [shown, columns, choice.sort]);
  /** names of the run that the arrow keys go on from, and of the one that a range starts from */
  const [current, setCurrent] = useState<string | null>(null);
  const anchor = useRef<string | null>(null);
  const position = order.findIndex(({ row }) => row.name === current);
  const rows = useRows({
    count: order.length,
    position,
    opened: current,
    rowHeight: () => ROW,
    list: [choice.sort, choice.filter, plan],
    choose: (row) => setCurrent(order[row]?.row.name ?? null),
  });
  const { holder } = rows;
  // After the list has gone to its top: the page goes on where it was left.
  useLayoutEffect(() => {
    if (holder.ref.current) holder.ref.current.scrollTop = choice.scroll.runs;
  }, []);

  function toggle(run: SweepRun): void {
    const { name } = run.row;
    anchor.current = name;
    store.select(selected.has(name) ? [...selected].filter((other) => other !== name) : [...selected, name]);
  }

  /** The rows from the anchor to this one. */
  function selectTo(row: number, more: boolean): void {
    const from = order.findIndex(({ row: { name } }) => name === (anchor.current ?? current));
    const start = Math.max(0, from);
    anchor.current = order[start].row.name;
    const range = order.slice(Math.min(start, row), Math.max(start, row) + 1).map((run) => run.row.name);
    store.select(more ? [...selected, ...range] : range);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const { key, target, ctrlKey, metaKey, shiftKey } = event;
    const inBody = target instanceof Element && target.closest('tbody') !== null;
    if (key === 'a' && (ctrlKey || metaKey)) store.select(order.map(({ row }) => row.name));
    else if (key === ' ' && inBody && position >= 0) toggle(order[position]);
    else {
      const next = rows.rowOf(event);
      if (next === null) return;
      if (shiftKey) selectTo(next, false);
      else anchor.current = null;
      rows.go(next, event);
    }
    event.preventDefault();
  }

  /** Anywhere in a row; the arrow keys go on from there. */
  function onClick({ target, ctrlKey, metaKey, shiftKey }: MouseEvent): void {
    const element = target instanceof Element ? target.closest('tr') : null;
    if (element?.dataset['row'] === undefined) return;
    const row = Number(element.dataset['row']);
    const run = order[row];
    const more = ctrlKey || metaKey;
    if (shiftKey) selectTo(row, more);
    else if (more || store.source.kind === 'report') toggle(run);
    else if (begun(run)) store.source.tell({ type: 'openRun', run: run.row.name });
    setCurrent(run.row.name);
    element.querySelector('button')?.focus({ preventScroll: true });
  }

  function save(): void {
    store.source.saveFile({
      type: 'saveFile',
      name: `${plan.name}-runs`,
      format: 'csv',
      content: runsCsv(plan, order, scores),
    });
  }

  const name = Math.min(
    NAME,
    plan.runs.reduce((most, run) => Math.max(most, run.name.length), 8),
  );
  const width = inTable.reduce((sum, column) => sum + column.width, name);
  return (
    <Panel view="sweep-runs" title="Runs" ready={true}>
      <RunFilters {...props} columns={columns} listed={order.length} onSave={save} />
      <div
        class="ranked-holder runs-holder"
        style={{ maxHeight: `${(Math.max(1, order.length) + 1) * ROW + 12}px` }}
        {...holder}
        onScrollEnd={({ currentTarget }) => store.keepScroll({ runs: currentTarget.scrollTop })}
      >
        <table
          class="list-table ranked runs"
          style={{ minWidth: `calc(${width}ch + ${16 * (inTable.length + 1)}px)` }}
          aria-rowcount={order.length + 1}
          aria-label="Runs of the sweep"
          onClick={onClick}
          onKeyDown={onKeyDown}
        >
          <colgroup>
            <col style={{ width: `calc(${name}ch + 16px)` }} />
            {inTable.map((column) => (
              <col key={column.id} style={{ width: `calc(${column.width}ch + 16px)` }} />
            ))}
          </colgroup>
          <RunsHead columns={inTable} sort={choice.sort} onSort={(sort) => store.choose({ sort })} />
          <tbody>
            {rows.shown.rows.map(({ gap, row }) => {
              const run = order[row];
              return (
                <Fragment key={run.row.name}>
                  {gap > 0 && <tr style={{ height: `${gap * ROW}px` }} />}
                  <RunRow
                    run={run}
                    columns={inTable}
                    row={row}
                    current={row === position}
                    selected={selected.has(run.row.name)}
                    stop={row === rows.stop}
                    opens={store.source.kind === 'editor' && begun(run)}
                  />
                </Fragment>
              );
            })}
            {rows.shown.gapAfter > 0 && <tr style={{ height: `${rows.shown.gapAfter * ROW}px` }} />}
          </tbody>
        </table>
        {order.length === 0 && <p class="muted ranked-none">No run is left by the filter.</p>}
      </div>
    </Panel>
  );
}

/** Whether there is a run folder to open. */
function begun({ row }: SweepRun): boolean {
  return row.state !== 'waiting' && row.state !== 'queued';
}
