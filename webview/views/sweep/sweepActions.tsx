import type { SweepProgress } from '../../../src/report/sweepProgress.ts';
import { plural } from '../../../src/report/words.ts';
import type { SweepRequest } from '../../state/sweepState.ts';
import type { SweepViewProps } from './sweepViewer.ts';

interface SweepActionsProps extends Pick<SweepViewProps, 'store' | 'state' | 'plan'> {
  readonly progress: SweepProgress;
}

interface Action {
  readonly type: SweepRequest;
  readonly text: string;
  /** while it is asked for */
  readonly busy: string;
  readonly title: string;
}

/** What can be done in the state that the sweep is in: at most two buttons that change it, and the files behind it. */
export function SweepActions({ store, state, plan, progress }: SweepActionsProps) {
  const { pending } = state;
  const stopping = state.activity?.state === 'stopping';
  return (
    <div class="sweep-actions">
      <button type="button" class="link" onClick={() => store.source.tell({ type: 'openFile' })}>
        Open sweep file
      </button>
      <button type="button" class="link" onClick={() => store.source.tell({ type: 'openLog' })}>
        Open log
      </button>
      <button type="button" class="link" onClick={() => store.source.tell({ type: 'saveReport' })}>
        Save report
      </button>
      {actions(state, plan, progress).map(({ type, text, busy, title }, i) => (
        <button
          key={type}
          type="button"
          class={i === 0 ? 'primary' : 'secondary'}
          disabled={pending !== null || stopping}
          title={title}
          onClick={() => store.request(type)}
        >
          {pending === type || (stopping && type === 'stop') ? busy : text}
        </button>
      ))}
    </div>
  );
}

function actions(
  { activity, final }: SweepViewProps['state'],
  { sweep }: SweepViewProps['plan'],
  { counts, runs }: SweepProgress,
): Action[] {
  if (activity && activity.state !== 'idle') {
    const title = 'Runs that are under way end where they are, and can go on later';
    return [{ type: 'stop', text: 'Stop', busy: 'Stopping…', title }];
  }
  const todo = counts.waiting + counts.stopped + counts.interrupted;
  const found: Action[] = [];
  if (todo > 0) {
    found.push({
      type: 'continue',
      text: counts.waiting === runs ? 'Start' : 'Continue',
      busy: 'Starting…',
      title: `Makes the ${plural(todo, 'run')} that are missing; what was begun goes on where it stopped`,
    });
  }
  const again = counts.failed + counts.timeout;
  if (again > 0) {
    const what =
      counts.timeout > 0 ? `${plural(again, 'run')} that failed or whose time was up` : plural(again, 'failed run');
    const title = `Makes the ${what} again, and those that are missing`;
    found.push({ type: 'retry', text: counts.failed > 0 ? 'Retry failed' : 'Retry', busy: 'Starting…', title });
  }
  const ended = counts.finished > 0 && counts.finished + again === runs;
  const scored = final?.rows.every(({ state }) => state === 'finished') ?? false;
  const scoring = final?.rows.some(({ state }) => state === 'running') ?? false;
  if (sweep.holdOut && ended && !scored && !scoring) {
    const title = 'Trains the chosen settings and scores them on the samples that were set aside';
    found.push({ type: 'final', text: 'Score the choice', busy: 'Starting…', title });
  }
  return found;
}
