import { formatCount, formatDuration } from '../../../src/report/words.ts';
import type { RunFile } from '../../../src/run/runFile.ts';
import { Elided } from '../elided.tsx';
import { STATUS } from '../header.tsx';
import type { ComparisonProps } from './comparisonProps.ts';
import { RunMark } from './runMark.tsx';

/** Which runs these are: letter, name, model, tables, how far they are. */
export function RunList({ store, theme, compared }: ComparisonProps) {
  const rows = [...compared.runs, ...compared.unread].sort((a, b) => a.index - b.index);
  const opens = store.source.kind === 'editor';
  return (
    <ul class="run-list">
      {rows.map((one) => (
        <li key={one.folder}>
          <RunMark run={one} theme={theme} />
          <span class="run-list-name">
            {opens && 'run' in one ? (
              <button
                type="button"
                class="link"
                title={`Open ${one.folder}`}
                onClick={() => store.source.openRun(one.folder)}
              >
                <Elided text={one.name} />
              </button>
            ) : (
              <Elided text={one.name} />
            )}
          </span>
          {'run' in one ? (
            <>
              <span>{one.run.study.model.name}</span>
              <span class="muted run-list-tables">
                {one.run.modalities.map(({ name }) => name).join(' + ')} · n = {formatCount(one.run.samples.total)}
              </span>
              <span class="muted number run-list-status">
                <span class={`status status-${one.run.status}`}>{STATUS[one.run.status]}</span>
                {howFar(one.run)}
              </span>
            </>
          ) : (
            <span class="run-list-lost">{one.message}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function howFar({ status, progress, seconds }: RunFile): string {
  return status === 'running' ? `epoch ${progress.epoch}/${progress.epochs}` : formatDuration(seconds);
}
