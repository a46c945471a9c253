import { useMemo } from 'preact/hooks';
import type { Finding } from '../../src/report/findings/finding.ts';
import { findings } from '../../src/report/findings.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { Panel } from './panel.tsx';
import type { ViewProps } from './viewer.ts';

const KIND: Record<Finding['kind'], { sign: string; word: string }> = {
  result: { sign: '●', word: 'Result' },
  caution: { sign: '▲', word: 'Caution' },
  note: { sign: '○', word: 'Note' },
};

/** So many sentences are read; what is less important opens on a click. */
const IN_VIEW = 8;

/** The run in plain sentences, most important first. */
export function FindingsView({ state, run }: ViewProps & { run: RunFile }) {
  const list = useMemo(() => findings(run, state.history), [run, state.history]);
  const more = list.length > IN_VIEW + 1 ? list.slice(IN_VIEW) : [];
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
      <Sentences list={list.slice(0, list.length - more.length)} />
      {more.length > 0 && (
        <details class="more-findings">
          <summary>{more.length} more: what to mind, and how the run was made</summary>
          <Sentences list={more} />
        </details>
      )}
    </Panel>
  );
}

function Sentences({ list }: { list: readonly Finding[] }) {
  return (
    <ul class="findings">
      {list.map(({ kind, text, advice }) => (
        <li key={text} class={`finding finding-${kind}`}>
          <span class="sign" role="img" aria-label={KIND[kind].word} title={KIND[kind].word}>
            {KIND[kind].sign}
          </span>
          <span>
            {text}
            {advice !== null && <span class="muted"> {advice}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
