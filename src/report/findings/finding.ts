/** One plain sentence about a run, with its number, and what to try where there is something to try. */
export interface Finding {
  readonly kind: 'result' | 'caution' | 'note';
  readonly text: string;
  readonly advice: string | null;
  /** the direction that a sentence is about, where it is about one */
  readonly direction?: { readonly source: string; readonly target: string };
}

/** Median R² below this reads as "almost nothing". */
export const FAINT = 0.05;
