export const RUNNING = 50;

/** One look, or the median of several. */
export interface Look {
  readonly ms: number;
  /** to the file system: what asks for a name, opens, reads or closes */
  readonly calls: number;
}

export interface Watched {
  /** reading and checking the plan */
  readonly plan: number;
  readonly opened: Look;
  /** milliseconds until the first rows that are not waiting */
  readonly first: number;
  /** bytes that stay in memory */
  readonly heap: number;
  readonly idle: Look;
  /** with RUNNING runs in training that wrote nothing since the last look */
  readonly silent: Look;
  /** with RUNNING runs in training, all of which wrote since the last look */
  readonly busy: Look;
  /** bytes of the messages to the page, as text */
  readonly messages: { readonly plan: number; readonly all: number; readonly busy: number };
}
