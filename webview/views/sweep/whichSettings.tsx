import { useMemo } from 'preact/hooks';
import { scoreWords } from '../../../src/report/scoreWords.ts';
import { selectionFindings } from '../../../src/report/selectionFindings.ts';
import { FindingList } from '../findingList.tsx';
import { Panel } from '../panel.tsx';
import type { SweepViewProps } from './sweepViewer.ts';

/** Which settings to take, in plain sentences, with what to mind. Of all runs, whatever the filter leaves. */
export function WhichSettings({ store, state, plan, scores, score }: SweepViewProps) {
  const list = useMemo(
    () =>
      selectionFindings(
        plan,
        state.runs.map(({ row }) => row),
        score,
      ),
    [plan, state.runs, score],
  );
  const names = scores.includes(score) ? scores : [score, ...scores];
  return (
    <Panel
      view="sweep-findings"
      title="Which settings to take"
      ready={true}
      controls={
        <label>
          by{' '}
          <select value={score} onChange={({ currentTarget }) => store.choose({ score: currentTarget.value })}>
            {names.map((name) => (
              <option key={name} value={name}>
                {scoreWords(name)}
              </option>
            ))}
          </select>
        </label>
      }
    >
      <FindingList findings={list} />
    </Panel>
  );
}
