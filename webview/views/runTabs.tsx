import type { Store } from '../state/store.ts';

/** Switches between the runs of a report. */
export function RunTabs({ store, folder }: { store: Store; folder: string }) {
  const { runs } = store.source;
  if (runs.length < 2) return null;
  return (
    <nav class="tabs run-tabs" aria-label="Runs">
      {runs.map((name, i) => (
        <button type="button" key={name} aria-current={name === folder} title={name} onClick={() => store.showRun(i)}>
          {name
            .split(/[\\/]/)
            .filter((part) => part !== '')
            .at(-1) ?? name}
        </button>
      ))}
    </nav>
  );
}
