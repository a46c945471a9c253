import type { TrainOptions } from '../trainer/train.ts';
import type { Call } from './command.ts';
import { ProgressDisplay } from './progressDisplay.ts';

const INTERRUPTED = 130;

/** What a training is told and tells. */
export type Listener = Pick<TrainOptions, 'signal' | 'emit'>;

/**
 * Runs a training with its progress shown, and turns Ctrl+C into a request to stop and keep what is done.
 * @param cutShort whether the result is less than was asked for: after Ctrl+C the exit code is then 130
 */
export async function interruptible<T>(
  call: Call,
  work: (listener: Listener) => Promise<T>,
  cutShort: (result: T) => boolean,
): Promise<T> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const display = new ProgressDisplay(call);
  try {
    const result = await work({ signal: interruption.signal, emit: (event) => display.show(event) });
    if (interruption.signal.aborted && cutShort(result)) process.exitCode = INTERRUPTED;
    return result;
  } finally {
    display.end();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
