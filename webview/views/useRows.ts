import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rowWindow } from './rowWindow.ts';
import { useSize } from './useSize.ts';

/** Rows to draw before the height is known. */
const ROWS = 12;

interface RowsOptions {
  /** rows of the whole list */
  readonly count: number;
  /** row of the open feature, or -1 */
  readonly position: number;
  /** the feature that the user opened; null = none yet */
  readonly opened: string | null;
  /** pixels, by the width of the holder */
  readonly rowHeight: (width: number) => number;
  /** what makes another list, which starts at its top */
  readonly list: readonly unknown[];
  readonly choose: (row: number) => void;
}

/** A long list of features of which only the rows in sight are in the page, in a holder that scrolls. */
export function useRows({ count, position, opened, rowHeight, list, choose }: RowsOptions) {
  const ref = useRef<HTMLDivElement>(null);
  /** whether the keyboard's focus goes with the choice */
  const follows = useRef(false);
  const [top, setTop] = useState(0);
  const { width, height } = useSize(ref);
  const row = rowHeight(width);
  const inSight = height === 0 ? ROWS : Math.ceil(height / row);
  const stop = Math.max(0, position);

  useLayoutEffect(() => {
    if (ref.current) ref.current.scrollTop = 0;
    setTop(0);
  }, list);

  // Only a new choice scrolls: new scores must not. Before the next key comes: Enter is for the row that the arrow led to.
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || position < 0 || opened === null) return;
    // The head, as high as a row, lies over the rows.
    const end = (position + 2) * row;
    if (position * row < element.scrollTop) element.scrollTop = position * row;
    else if (end > element.scrollTop + element.clientHeight) element.scrollTop = end - element.clientHeight;
    if (follows.current) element.querySelector<HTMLElement>('[aria-current] button')?.focus({ preventScroll: true });
    follows.current = false;
  }, [opened]);

  return {
    width,
    rowHeight: row,
    shown: rowWindow(count, Math.floor(top / row), inSight, stop),
    /** the row that the tab key stops at */
    stop,
    holder: {
      ref,
      onScroll: ({ currentTarget: { scrollTop } }: { currentTarget: HTMLElement }) =>
        setTop(scrollTop - (scrollTop % row)),
    },
    /** The row that a key leads to from the open one; null where the key moves nothing. In a search field Home and End belong to the text. */
    rowOf({ key, currentTarget }: KeyboardEvent): number | null {
      const page = Math.max(1, Math.floor(height / row) - 2);
      const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
      if (currentTarget instanceof HTMLTableElement) Object.assign(steps, { Home: -count, End: count });
      const step = steps[key];
      return step === undefined ? null : Math.min(count - 1, Math.max(0, position + step));
    },
    /** Opens a row that a key led to; the focus follows within the table. */
    go(next: number, { currentTarget }: KeyboardEvent): void {
      if (next === position) return;
      follows.current = currentTarget instanceof HTMLTableElement;
      choose(next);
    },
  };
}
