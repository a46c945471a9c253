import { plural } from '../../../src/report/words.ts';
import type { SweepViewProps } from './sweepViewer.ts';

/** What this sweep is and how far it is. */
export function SweepHeader({ state, plan }: SweepViewProps) {
  return (
    <header class="run-header" data-view="header" data-ready="true">
      <div class="run-title">
        <h1>{plan.name}</h1>
        <span class="run-what">{plural(state.runs.length, 'run')}</span>
      </div>
    </header>
  );
}
