import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { directionName, formatScore, sourceName } from '../../src/report/words.ts';
import type { Pair, Target } from '../state/choice.ts';
import { type SelectMode, selectMode } from '../state/selection.ts';
import { Elided } from './elided.tsx';
import { r2Class, r2Style } from './r2Cell.ts';

/** Pixels of a column and of the row names; the style sheet has the same numbers. */
export const COLUMN = 16;
export const NAMES = 128;

export interface HeatRow {
  /** the target's own name where it is predicted from itself */
  readonly source: string;
  /** [features] */
  readonly values: Float32Array;
}

interface HeatmapGridProps {
  readonly rows: readonly HeatRow[];
  readonly pair: Pair;
  readonly target: Target;
  /** indices of all features, in order */
  readonly order: Int32Array;
  /** places in the order that are drawn: from, and up to but without */
  readonly shown: readonly [number, number];
  /** index of the open feature, or -1 */
  readonly current: number;
  readonly selected: ReadonlySet<string> | null;
  readonly onOpen: (source: string, place: number) => void;
  /** both places belong to the range, in either order */
  readonly onSelect: (from: number, to: number, mode: SelectMode) => void;
  /** asks for a place to come into sight */
  readonly onReach: (place: number) => void;
}

/**
 * Cells of R², a row for each source, a column for each feature. A click opens, a drag across columns selects; Shift with a
 * click selects up to the column that was open. Arrow keys move from cell to cell, with Shift they select.
 */
export function HeatmapGrid(props: HeatmapGridProps) {
  const { rows, pair, target, order, current, selected } = props;
  const [start, end] = props.shown;
  const table = useRef<HTMLTableElement>(null);
  const [cell, setCell] = useState({ row: 0, place: 0 });
  /** the place that Shift selects from */
  const anchor = useRef(-1);
  const follows = useRef(false);
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const places = Array.from({ length: end - start }, (_, i) => start + i);
  // The tab key stops at one cell, wherever the page of columns is.
  const stop = { row: Math.min(cell.row, rows.length - 1), place: Math.min(end - 1, Math.max(start, cell.place)) };

  // At once: another key may come before the page is painted.
  useLayoutEffect(() => {
    if (follows.current)
      table.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus({ preventScroll: true });
    follows.current = false;
  });

  function placeAt(event: MouseEvent): number {
    const left = table.current?.getBoundingClientRect().left ?? 0;
    return Math.min(end - 1, Math.max(start, start + Math.floor((event.clientX - left - NAMES) / COLUMN)));
  }

  function onPointerDown(event: PointerEvent): void {
    const inColumn = event.target instanceof Element && event.target.closest('[data-place]') !== null;
    if (event.button === 0 && inColumn) setDrag({ from: placeAt(event), to: placeAt(event) });
  }

  function onPointerMove(event: PointerEvent): void {
    if (!drag) return;
    // The button went up outside of the table.
    if (event.buttons === 0) {
      setDrag(null);
      return;
    }
    const to = placeAt(event);
    // From here on it is a drag: what follows goes to the table, and no cell is clicked.
    if (to !== drag.to) table.current?.setPointerCapture(event.pointerId);
    setDrag({ from: drag.from, to });
  }

  function onPointerUp(event: PointerEvent): void {
    if (drag && table.current?.hasPointerCapture(event.pointerId)) {
      props.onSelect(drag.from, drag.to, selectMode(event));
      anchor.current = drag.from;
    }
    setDrag(null);
  }

  function onClick(event: MouseEvent, row: HeatRow, index: number, place: number): void {
    setCell({ row: index, place });
    if (event.shiftKey && anchor.current < 0) anchor.current = order.indexOf(current);
    if (event.shiftKey) props.onSelect(Math.max(0, anchor.current), place, 'replace');
    else {
      anchor.current = place;
      props.onOpen(row.source, place);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    const across: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      PageUp: start - end,
      PageDown: end - start,
      Home: -order.length,
      End: order.length,
    };
    const down = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const step = across[event.key];
    if (step === undefined && down === undefined) return;
    event.preventDefault();
    const place = Math.min(order.length - 1, Math.max(0, stop.place + (step ?? 0)));
    const row = Math.min(rows.length - 1, Math.max(0, stop.row + (down ?? 0)));
    if (event.shiftKey && step !== undefined) {
      if (anchor.current < 0) anchor.current = stop.place;
      props.onSelect(anchor.current, place, 'replace');
    } else anchor.current = -1;
    follows.current = true;
    setCell({ row, place });
    props.onReach(place);
  }

  const isMarked = (place: number) =>
    drag !== null &&
    drag.from !== drag.to &&
    place >= Math.min(drag.from, drag.to) &&
    place <= Math.max(drag.from, drag.to);

  return (
    <table
      ref={table}
      aria-label={`R² of ${target.name} features by source`}
      aria-colcount={order.length + 1}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(null)}
      onKeyDown={onKeyDown}
    >
      <thead>
        <tr>
          <td />
          {places.map((place) => {
            const feature = target.features[order[place]];
            return (
              <th
                key={order[place]}
                scope="col"
                title={feature}
                aria-colindex={place + 2}
                data-place={place}
                data-chosen={order[place] === current}
                data-selected={selected?.has(feature) === true || isMarked(place)}
              >
                <Elided text={feature} />
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row.source} data-self={row.source === target.name}>
            <th scope="row" title={directionName(row.source, target.name)} data-chosen={row.source === pair.source}>
              {row.source === target.name ? 'itself' : sourceName(row.source)}
            </th>
            {places.map((place) => {
              const value = row.values[order[place]];
              const feature = target.features[order[place]];
              const text = `${feature}, ${directionName(row.source, target.name)}: R² ${formatScore(value)}`;
              return (
                <td key={order[place]} data-place={place}>
                  <button
                    type="button"
                    class={`r2-cell ${r2Class(value)}`}
                    style={r2Style(value)}
                    tabIndex={index === stop.row && place === stop.place ? 0 : -1}
                    aria-label={selected?.has(feature) ? `${text}, selected` : text}
                    title={text}
                    onClick={(event) => onClick(event, row, index, place)}
                  />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
