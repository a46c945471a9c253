/**
 * Does work that Ctrl+C asks to stop; a second Ctrl+C ends the process at once.
 * @returns its result, and whether it was asked to stop
 */
export async function untilInterrupted<T>(
  work: (signal: AbortSignal) => Promise<T>,
): Promise<{ result: T; interrupted: boolean }> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return { result: await work(interruption.signal), interrupted: interruption.signal.aborted };
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** Exit code of what was asked to stop before it was done. */
export const INTERRUPTED = 130;
