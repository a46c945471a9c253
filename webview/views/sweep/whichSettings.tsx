import { useMemo } from 'preact/hooks';
import { scoreWords } from '../../../src/report/scoreWords.ts';
import { sweepFindings } from '../../../src/report/sweepFindings.ts';
import { FindingList } from '../findingList.tsx';
import { Panel } from '../panel.tsx';
import type { SweepViewProps } from './sweepViewer.ts';

/** Which settings to take, in plain sentences, with what to mind, and what the choice is worth. Of all runs, whatever the filter leaves. */
export function WhichSettings({ store, state, plan, scores, score }: SweepViewProps) {
  const { runs, final } = state;
  const list = useMemo(
    () => sweepFindings({ plan, rows: runs.map(({ row }) => row) }, score, final),
    [plan, runs, final, score],
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
