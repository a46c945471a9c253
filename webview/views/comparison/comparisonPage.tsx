import { plural } from '../../../src/report/words.ts';
import { currentDirection, currentPairOfRuns } from '../../state/compared.ts';
import { ProblemBand } from '../emptyStates.tsx';
import type { ComparisonProps } from './comparisonProps.ts';
import { Courses } from './courses.tsx';
import { LatentMaps } from './latentMaps.tsx';
import { R2Against } from './r2Against.tsx';
import { RunList } from './runList.tsx';
import { ScoreTables } from './scoreTables.tsx';
import { SelectionNow } from './selectionNow.tsx';
import { Seeds, Settings } from './settings.tsx';
import { WhatItSays } from './whatItSays.tsx';

/** With more runs than this the table of scores takes the whole width. */
const SIDE_BY_SIDE = 6;

/** Two or more runs side by side. */
export function ComparisonPage(props: ComparisonProps) {
  const { compared, state } = props;
  const direction = currentDirection(compared, state.choice);
  const pair = currentPairOfRuns(compared, state.choice);
  return (
    <>
      <header class="run-header" data-view="compared-runs" data-ready="true">
        <div class="run-title">
          <h1>{plural(compared.folders.length, 'run')} compared</h1>
        </div>
        <RunList {...props} />
      </header>
      {state.problem !== null && <ProblemBand text={state.problem} />}
      {compared.runs.length > 0 && (
        <main class="comparison" data-many={compared.runs.length > SIDE_BY_SIDE}>
          <WhatItSays {...props} />
          {direction && pair && <R2Against {...props} direction={direction} pair={pair} />}
          <ScoreTables {...props} direction={direction} />
          <Courses {...props} direction={direction} />
          <LatentMaps {...props} />
          <Settings {...props} />
          <Seeds {...props} />
        </main>
      )}
      <SelectionNow {...props} />
    </>
  );
}
