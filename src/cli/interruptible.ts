import type { TrainOptions } from '../trainer/train.ts';
import type { Call } from './command.ts';
import { ProgressDisplay } from './progressDisplay.ts';
import { INTERRUPTED, untilInterrupted } from './untilInterrupted.ts';

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
  const display = new ProgressDisplay(call);
  try {
    const { result, interrupted } = await untilInterrupted((signal) =>
      work({ signal, emit: (event) => display.show(event) }),
    );
    if (interrupted && cutShort(result)) process.exitCode = INTERRUPTED;
    return result;
  } finally {
    display.end();
  }
}
