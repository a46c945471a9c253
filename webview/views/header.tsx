import { engineName, formatDuration, plural } from '../../src/report/words.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import type { ViewProps } from './viewer.ts';

type Shown = RunFile['status'] | 'interrupted';

/** What a run is doing, in words. */
export const STATUS: Record<Shown, string> = {
  running: 'training',
  finished: 'finished',
  stopped: 'stopped early',
  failed: 'failed',
  interrupted: 'interrupted',
};

/** What this run is, how far it is, and the one thing to do about it. */
export function Header({ store, state, run }: ViewProps & { run: RunFile }) {
  const running = run.status === 'running';
  const shown: Shown = state.interrupted ? 'interrupted' : run.status;
  return (
    <header class="run-header" data-view="header" data-ready="true">
      <div class="run-title">
        <h1>{run.study.model.name}</h1>
        <span class="run-what">
          {run.modalities.map(({ name }) => name).join(' + ')} · {plural(run.samples.total, 'sample')}
        </span>
      </div>
      <div class="run-status">
        {/* Only the word is announced: every epoch would be too much to listen to. */}
        <span class={`status status-${shown}`} role="status">
          {STATUS[shown]}
        </span>
        <span>{running ? progressText(run) : formatDuration(run.seconds)}</span>
        {' · '}
        <span title={`${run.engine.version}: ${run.engine.note}`}>{engineName(run.engine.name)}</span>
        {store.source.kind === 'report' && ` · ${run.startedAt.slice(0, 10)}`}
      </div>
      {store.source.kind === 'editor' && <Action store={store} state={state} run={run} />}
      {running && <progress aria-label="Training progress" max={1} value={run.progress.share} />}
    </header>
  );
}

function Action({ store, state, run }: Omit<ViewProps, 'theme'> & { run: RunFile }) {
  if (run.status === 'finished') return null;
  if (run.status === 'running') {
    return (
      <button key="stop" type="button" class="primary" disabled={state.pending !== null} onClick={() => store.stop()}>
        {state.pending === 'stop' ? 'Stopping…' : 'Stop and keep best'}
      </button>
    );
  }
  // Before the first epoch there is no checkpoint to go on from.
  if (state.history.length === 0) return null;
  return (
    <button
      key="resume"
      type="button"
      class="primary"
      disabled={state.pending !== null}
      title="Goes on from the last checkpoint, in the same run folder"
      onClick={() => store.resume()}
    >
      {state.pending === 'resume' ? 'Resuming…' : 'Resume training'}
    </button>
  );
}

function progressText({ progress, split }: RunFile): string {
  const stage = split.folds === null ? '' : `${progress.stage} · `;
  const left = progress.secondsLeft === null ? '' : ` · ${formatDuration(progress.secondsLeft)} left`;
  return `${stage}epoch ${progress.epoch}/${progress.epochs}${left}`;
}
