/** Milliseconds after which a wait for something that takes no time of its own is in vain, on however busy a machine. */
export const PATIENCE = 30_000;
