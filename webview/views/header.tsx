import { engineName, formatDuration, plural } from '../../src/report/words.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import type { ViewProps } from './viewer.ts';

const STATUS: Record<RunFile['status'], string> = {
  running: 'training',
  finished: 'finished',
  stopped: 'stopped early',
  failed: 'failed',
};

/** What this run is, how far it is, and the one thing to do about it. */
export function Header({ store, state, run }: ViewProps & { run: RunFile }) {
  const running = run.status === 'running';
  return (
    <header class="run-header" data-view="header" data-ready="true">
      <div class="run-title">
        <h1>{run.study.model.name}</h1>
        <span class="run-what">
          {run.modalities.map(({ name }) => name).join(' + ')} · {plural(run.samples.total, 'sample')}
        </span>
      </div>
      <div class="run-status" role="status">
        <span class={`status status-${run.status}`}>{STATUS[run.status]}</span>
        {running ? progressText(run) : formatDuration(run.seconds)}
        {' · '}
        <span title={`${run.engine.version}: ${run.engine.note}`}>{engineName(run.engine.name)}</span>
        {store.source.kind === 'report' && ` · ${run.startedAt.slice(0, 10)}`}
      </div>
      {running && store.source.kind === 'editor' && (
        <button type="button" class="primary" disabled={state.stopping} onClick={() => store.stop()}>
          {state.stopping ? 'Stopping…' : 'Stop and keep best'}
        </button>
      )}
      {running && <progress aria-label="Training progress" max={1} value={run.progress.share} />}
    </header>
  );
}

function progressText({ progress, split }: RunFile): string {
  const stage = split.folds === null ? '' : `${progress.stage} · `;
  const left = progress.secondsLeft === null ? '' : ` · ${formatDuration(progress.secondsLeft)} left`;
  return `${stage}epoch ${progress.epoch}/${progress.epochs}${left}`;
}
