import type { SweepProgress } from '../../../src/report/sweepProgress.ts';
import { formatCount } from '../../../src/report/words.ts';
import type { SweepState } from '../../../src/run/sweepRow.ts';
import { StateMark } from './stateMark.tsx';
import type { SweepViewProps } from './sweepViewer.ts';

/** From what is done to what is not. */
const ORDER: readonly SweepState[] = [
  'finished',
  'stopped',
  'timeout',
  'running',
  'queued',
  'waiting',
  'interrupted',
  'failed',
];

interface StateBarProps extends Pick<SweepViewProps, 'store' | 'state'> {
  readonly progress: SweepProgress;
}

/** How many runs are in which state, as a bar and in words. A click on a state leaves only its runs. */
export function StateBar({ store, state, progress }: StateBarProps) {
  const { filter } = state.choice;
  const present = ORDER.filter((one) => progress.counts[one] > 0 || filter.states.includes(one));
  const toggle = (one: SweepState) => {
    const states = filter.states.includes(one)
      ? filter.states.filter((other) => other !== one)
      : [...filter.states, one];
    store.choose({ filter: { ...filter, states } });
  };
  return (
    <div class="state-counts">
      <div class="state-bar" aria-hidden="true">
        {present.map((one) => (
          <span key={one} class={`state-part state-${one}`} style={{ flexGrow: progress.counts[one] }} />
        ))}
      </div>
      <fieldset class="state-list" aria-label="Runs by state">
        {present.map((one) => (
          <button
            key={one}
            type="button"
            class="state-count"
            aria-pressed={filter.states.includes(one)}
            title={`Show ${one} runs only`}
            onClick={() => toggle(one)}
          >
            <StateMark state={one} />
            <span class="number">{formatCount(progress.counts[one])}</span> {one}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
