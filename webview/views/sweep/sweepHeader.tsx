import { useMemo } from 'preact/hooks';
import { sweepProgress } from '../../../src/report/sweepProgress.ts';
import { whatVaries } from '../../../src/report/sweepWords.ts';
import { formatDuration } from '../../../src/report/words.ts';
import { StateBar } from './stateBar.tsx';
import { SweepActions } from './sweepActions.tsx';
import type { SweepViewProps } from './sweepViewer.ts';

/** What this sweep is, how far it is, and what can be done about it. */
export function SweepHeader(props: SweepViewProps) {
  const { store, state, plan } = props;
  const progress = useMemo(() => sweepProgress(state.runs.map(({ row }) => row)), [state.runs]);
  const { seconds, secondsLeft } = progress;
  const working = state.activity?.state === 'working';
  const left = working && secondsLeft !== null ? ` · about ${formatDuration(secondsLeft)} left` : '';
  return (
    <header class="run-header sweep-header" data-view="header" data-ready="true">
      <div class="run-title">
        <h1>{plan.name}</h1>
        <span class="run-what">{whatVaries(plan)}</span>
      </div>
      {store.source.kind === 'editor' && <SweepActions {...props} progress={progress} />}
      <StateBar {...props} progress={progress} />
      <p class="run-status">
        <span role="status">{state.activity?.text ?? ''}</span>
        <span title="All runs one after another">
          {formatDuration(seconds)} of training{left}
        </span>
      </p>
    </header>
  );
}
