import { useMemo } from 'preact/hooks';
import { findings } from '../../src/report/findings.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { FindingList, type Spoken } from './findingList.tsx';
import { Panel } from './panel.tsx';
import type { ViewProps } from './viewer.ts';

/** So many sentences are read; what is less important opens on a click. */
const IN_VIEW = 8;

/** The run in plain sentences, most important first. */
export function FindingsView({ store, state, run }: ViewProps & { run: RunFile }) {
  const list = useMemo(() => findings(run, state.history), [run, state.history]);
  const more = list.length > IN_VIEW + 1 ? list.slice(IN_VIEW) : [];
  const show = (direction: Spoken) => {
    store.choose({ direction, feature: null });
    document.querySelector('[data-view="r2"]')?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <Panel view="findings" title="What this run says" ready={true}>
      {run.metrics === null && (
        <p class="muted">
          {run.status === 'running'
            ? 'The first scores come with the first evaluation; until then watch the loss fall.'
            : 'This run ended before anything was scored.'}
        </p>
      )}
      {run.metrics !== null && run.status === 'running' && (
        <p class="muted">Numbers of epoch {run.metrics.epoch}; they still move while the model trains.</p>
      )}
      <FindingList findings={list.slice(0, list.length - more.length)} onShow={show} />
      {more.length > 0 && (
        <details class="more-findings">
          <summary>{more.length} more: what to mind, and how the run was made</summary>
          <FindingList findings={more} onShow={show} />
        </details>
      )}
    </Panel>
  );
}
