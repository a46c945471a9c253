import { useMemo } from 'preact/hooks';
import type { SweepPlan } from '../../../src/run/sweepPlan.ts';
import { filterRuns } from '../../state/sweepFilter.ts';
import { currentScore, scoreNames } from '../../state/sweepScores.ts';
import type { SweepStore } from '../../state/sweepStore.ts';
import { useTheme } from '../../theme/useTheme.ts';
import { ProblemBand } from '../emptyStates.tsx';
import { useStore } from '../useStore.ts';
import { GroupsTable } from './groupsTable.tsx';
import { ParallelCoordinates } from './parallelCoordinates.tsx';
import { RunSelection } from './runSelection.tsx';
import { RunsTable } from './runsTable.tsx';
import { ScoreOverSetting } from './scoreOverSetting.tsx';
import { SweepHeader } from './sweepHeader.tsx';
import type { SweepViewProps } from './sweepViewer.ts';
import { SweepTroubles } from './troubles.tsx';
import { useKeptScroll } from './useKeptScroll.ts';
import { WhichSettings } from './whichSettings.tsx';

/** Many runs of one study: how far they are, what they scored, and which settings are best. */
export function SweepPage({ store }: { store: SweepStore }) {
  const state = useStore(store);
  const theme = useTheme();
  const { plan, problem } = state;
  if (!plan) return problem === null ? <p class="empty opening">Opening the sweep…</p> : <ProblemBand text={problem} />;
  return <Views store={store} state={state} theme={theme} plan={plan} />;
}

function Views({ store, state, theme, plan }: Pick<SweepViewProps, 'store' | 'state' | 'theme'> & { plan: SweepPlan }) {
  const { runs, choice, problem } = state;
  useKeptScroll(store);
  const shown = useMemo(() => filterRuns(runs, plan.axes, choice.filter), [runs, plan, choice.filter]);
  const scores = useMemo(() => scoreNames(runs), [runs]);
  const score = currentScore(plan, scores, choice);
  const props: SweepViewProps = { store, state, theme, plan, shown, scores, score };
  return (
    <>
      <SweepHeader {...props} />
      {problem !== null && <ProblemBand text={problem} />}
      <main class="sweep">
        <SweepTroubles {...props} />
        <WhichSettings {...props} />
        <GroupsTable {...props} />
        <ScoreOverSetting {...props} />
        <ParallelCoordinates {...props} />
        <RunsTable {...props} />
      </main>
      <RunSelection store={store} state={state} />
    </>
  );
}
