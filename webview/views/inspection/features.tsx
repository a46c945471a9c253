import { useMemo } from 'preact/hooks';
import type { Inspection } from '../../../src/run/inspection.ts';
import { profileCsv } from '../../state/profileCsv.ts';
import { profileOrder } from '../../state/profileOrder.ts';
import { Panel } from '../panel.tsx';
import type { ViewProps } from '../viewer.ts';
import { FeatureProfile } from './featureProfile.tsx';
import { FeatureTable } from './featureTable.tsx';

interface FeaturesViewProps extends ViewProps {
  readonly inspection: Inspection;
  readonly onDrawn: () => void;
}

/** Every feature of a table: searchable, sortable, with its distribution; a click opens it. */
export function FeaturesView({ store, state, inspection, onDrawn }: FeaturesViewProps) {
  const { choice } = state;
  const { tables } = inspection;
  const table = tables.find(({ name }) => name === choice.table) ?? tables[0];
  const profiles = table?.profiles ?? null;
  const order = useMemo(
    () => (profiles ? profileOrder(profiles, choice.search, choice.profileSort) : []),
    [profiles, choice.search, choice.profileSort],
  );
  if (!table || !profiles) return null;
  const chosen = choice.feature === null ? -1 : profiles.names.indexOf(choice.feature);
  const current = chosen >= 0 ? chosen : (order[0] ?? 0);
  return (
    <Panel
      view="inspection-features"
      title="Features"
      ready={true}
      controls={
        <button
          type="button"
          class="link"
          onClick={() =>
            store.saveFile({
              type: 'saveFile',
              name: `features-${table.name}`,
              format: 'csv',
              content: profileCsv(profiles, order),
            })
          }
        >
          Save as CSV
        </button>
      }
    >
      <div class="tabs" role="tablist" aria-label="Table">
        {tables.map(({ name }) => (
          <button
            type="button"
            role="tab"
            key={name}
            aria-selected={name === table.name}
            onClick={() => store.choose({ table: name, feature: null })}
          >
            {name}
          </button>
        ))}
      </div>
      <div class="profiles">
        <FeatureTable store={store} state={state} table={table} order={order} current={current} />
        <FeatureProfile store={store} inspection={inspection} table={table} feature={current} onDrawn={onDrawn} />
      </div>
    </Panel>
  );
}
