import { runNames } from '../../src/report/runNames.ts';
import type { Store } from '../state/store.ts';

/** Switches between the runs of a report and their comparison. @param current folder of the run; null = the comparison */
export function RunTabs({ store, current }: { store: Store; current: string | null }) {
  const { runs } = store.source;
  if (runs.length < 2) return null;
  const names = runNames(runs);
  return (
    <nav class="tabs run-tabs" aria-label="Runs">
      <button type="button" aria-current={current === null} onClick={() => store.showRun(null)}>
        Compare
      </button>
      {runs.map((folder, i) => (
        <button
          type="button"
          key={folder}
          aria-current={folder === current}
          title={folder}
          onClick={() => store.showRun(i)}
        >
          {names[i]}
        </button>
      ))}
    </nav>
  );
}
