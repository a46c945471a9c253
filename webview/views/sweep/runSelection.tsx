import { useEffect } from 'preact/hooks';
import { formatCount, plural } from '../../../src/report/words.ts';
import type { SweepViewProps } from './sweepViewer.ts';

/** More columns than this cannot be read beside each other. */
const MOST_COMPARED = 24;

/** What is selected in all views, and what to do with it, at the foot of the page. Escape clears it. */
export function RunSelection({ store, state }: Pick<SweepViewProps, 'store' | 'state'>) {
  const { selected, runs } = state;
  useEffect(() => {
    const clear = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && store.state.selected.size > 0) store.select([]);
    };
    document.addEventListener('keydown', clear);
    return () => document.removeEventListener('keydown', clear);
  }, [store]);
  const compared = runs.filter(({ row }) => selected.has(row.name) && row.seconds !== null).map(({ row }) => row.name);
  const words = `${formatCount(selected.size)} of ${plural(runs.length, 'run')} selected`;
  return (
    <>
      <p class="visually-hidden" role="status">
        {selected.size === 0 ? 'No run is selected.' : `${words}.`}
      </p>
      {selected.size > 0 && (
        <section class="selection-bar" aria-label="Selection" data-view="selection" data-ready="true">
          <div class="selection-now">
            <strong class="number">{words}</strong>
            <div class="selection-actions">
              {store.source.kind === 'editor' && (
                <button
                  type="button"
                  class="primary"
                  disabled={compared.length < 2 || compared.length > MOST_COMPARED}
                  title={compareTitle(compared.length)}
                  onClick={() => store.source.tell({ type: 'compareRuns', runs: compared })}
                >
                  Compare
                </button>
              )}
              <button type="button" class="link" onClick={() => store.select([])}>
                Clear
              </button>
            </div>
          </div>
        </section>
      )}
    </>
  );
}

function compareTitle(count: number): string {
  if (count < 2) return 'Select two runs or more that have begun';
  if (count > MOST_COMPARED) return `Up to ${MOST_COMPARED} runs can be compared: select fewer`;
  return `Opens ${plural(count, 'run')} beside each other`;
}
