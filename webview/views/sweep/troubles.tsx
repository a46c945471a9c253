import { useMemo } from 'preact/hooks';
import { type SweepTrouble, sweepTroubles } from '../../../src/report/sweepTroubles.ts';
import { formatCount, plural } from '../../../src/report/words.ts';
import { Panel } from '../panel.tsx';
import { StateMark } from './stateMark.tsx';
import type { SweepViewProps } from './sweepViewer.ts';

/** Runs that are named; the others are selected with them. */
const NAMED = 50;

/** Why runs failed or were interrupted, each reason once, with the runs behind it. */
export function SweepTroubles({ store, state }: SweepViewProps) {
  const troubles = useMemo(() => sweepTroubles(state.runs.map(({ row }) => row)), [state.runs]);
  if (troubles.length === 0) return null;
  return (
    <Panel view="sweep-troubles" title="What went wrong" ready={true}>
      <ul class="troubles">
        {troubles.map((trouble) => (
          <li key={`${trouble.state} ${trouble.rows[0].name}`}>
            <Trouble store={store} trouble={trouble} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Trouble({ store, trouble: { state, note, rows } }: Pick<SweepViewProps, 'store'> & { trouble: SweepTrouble }) {
  const names = rows.map(({ name }) => name);
  const more = rows.length - NAMED;
  const reason = note ?? (state === 'failed' ? 'Failed without a message.' : 'Nobody works on it any more.');
  return (
    <details>
      <summary>
        <StateMark state={state} /> {plural(rows.length, 'run')} {state}: <span class="trouble-note">{reason}</span>
      </summary>
      <div class="trouble-runs">
        {names.slice(0, NAMED).map((name) =>
          store.source.kind === 'editor' ? (
            <button
              key={name}
              type="button"
              class="link"
              onClick={() => store.source.tell({ type: 'openRun', run: name })}
            >
              {name}
            </button>
          ) : (
            <span key={name}>{name}</span>
          ),
        )}
        {more > 0 && <span class="muted">and {formatCount(more)} more</span>}
        <button type="button" class="link" onClick={() => store.select(names)}>
          Select {rows.length === 1 ? 'it' : `all ${formatCount(rows.length)}`}
        </button>
      </div>
    </details>
  );
}
