import type { SweepState } from '../../../src/run/sweepRow.ts';

/** A shape for each state, so that colour is never alone. */
const SIGNS: Readonly<Record<SweepState, string>> = {
  waiting: '○',
  queued: '◔',
  running: '◐',
  finished: '●',
  stopped: '■',
  timeout: '◆',
  failed: '✕',
  interrupted: '▲',
};

/** The sign of a state; the word stands beside it. */
export function StateMark({ state }: { state: SweepState }) {
  return (
    <span class={`state-mark state-${state}`} aria-hidden="true">
      {SIGNS[state]}
    </span>
  );
}
