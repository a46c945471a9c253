import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { formatCount, plural } from '../../src/report/words.ts';
import type { Group } from '../../src/run/groups.ts';
import { freeName } from '../../src/run/mergeGroups.ts';
import { groupOfFeatures, groupOfSamples } from '../state/groups.ts';
import { idList } from '../state/idList.ts';
import { type FeatureSelection, type SampleSelection, selectedRows } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { GroupChips } from './groupChips.tsx';
import { GroupName } from './groupName.tsx';
import { Menu } from './menu.tsx';
import { Action, SelectionSteps } from './selectionSteps.tsx';
import { useSelectionKeys } from './useSelectionKeys.ts';

interface SelectionBarProps {
  readonly store: Store;
  readonly state: State;
}

/** What is selected in all views, and what to do with it; and the groups that were saved. At the foot of the page. */
export function SelectionBar({ store, state }: SelectionBarProps) {
  useSelectionKeys(store);
  const { past, present, future } = state.selections;
  const { samples, features } = present;
  const sampleIds = state.latents?.sampleIds ?? [];
  const words = [
    samples && `${formatCount(samples.count)} of ${plural(sampleIds.length, 'sample')} selected: ${samples.origin}.`,
    features && `${plural(features.names.size, `${features.modality} feature`)} selected: ${features.origin}.`,
  ].filter((text) => text !== null);
  const selecting = words.length > 0 || past.length > 0 || future.length > 0;
  return (
    <>
      <p class="visually-hidden" role="status">
        {words.length > 0 ? words.join(' ') : 'Nothing is selected.'}
      </p>
      {(selecting || state.groups.length > 0) && (
        <section class="selection-bar" aria-label="Selection" data-view="selection" data-ready="true">
          <GroupChips store={store} state={state} />
          {selecting && (
            <div class="selection-now">
              <div class="selection-parts">
                {samples && <SamplesPart key={samples.origin} store={store} state={state} samples={samples} />}
                {features && <FeaturesPart key={features.origin} store={store} state={state} features={features} />}
                {words.length === 0 && <span class="muted">Nothing is selected</span>}
              </div>
              <SelectionSteps store={store} state={state} />
            </div>
          )}
        </section>
      )}
    </>
  );
}

function SamplesPart({ store, state, samples }: SelectionBarProps & { samples: SampleSelection }) {
  const sampleIds = state.latents?.sampleIds ?? [];
  const ids = () => Array.from(selectedRows(samples), (row) => sampleIds[row]);
  return (
    <Part
      store={store}
      state={state}
      count={`${formatCount(samples.count)} of ${plural(sampleIds.length, 'sample')}`}
      selected={samples}
      name="samples"
      group={(name) => groupOfSamples(name, samples, sampleIds)}
      columns={() => ({ sample_id: ids() })}
    >
      <Action
        text="Invert"
        title="Select the other samples instead"
        onClick={() =>
          store.selectSamples(
            samples.mask.map((on) => 1 - on),
            `all but ${samples.origin}`,
            'replace',
          )
        }
      />
      <Action
        text="What distinguishes these?"
        title="Compare every feature between these samples and the others"
        onClick={() => store.distinguish(samples)}
      />
    </Part>
  );
}

function FeaturesPart({ store, state, features }: SelectionBarProps & { features: FeatureSelection }) {
  const names = () => [...features.names];
  return (
    <Part
      store={store}
      state={state}
      count={plural(features.names.size, `${features.modality} feature`)}
      selected={features}
      name={`${features.modality}-features`}
      group={(name) => groupOfFeatures(name, features)}
      columns={() => ({ modality: names().map(() => features.modality), feature: names() })}
    />
  );
}

interface PartProps extends SelectionBarProps {
  /** "23 of 92 samples" */
  readonly count: string;
  readonly selected: SampleSelection | FeatureSelection;
  /** of files with the ids */
  readonly name: string;
  readonly group: (name: string) => Group;
  /** ids in the last column */
  readonly columns: () => Readonly<Record<string, readonly string[]>>;
  readonly children?: ComponentChildren;
}

/** The selected samples or features: how many, from where, and what to do with them. */
function Part({ store, state, count, selected, name, group, columns, children }: PartProps) {
  const { origin } = selected;
  const [naming, setNaming] = useState(false);
  const [saved, setSaved] = useState<{ readonly selected: PartProps['selected']; readonly name: string } | null>(null);
  const keep = (groupName: string) => {
    store.saveGroups([...store.state.groups, group(groupName)]);
    setNaming(false);
    setSaved({ selected, name: groupName });
  };
  const taken = new Set(state.groups.map((other) => other.name));
  const file = `${name}-${origin}`;
  return (
    <div class="selection-part">
      <span class="selection-words">
        <strong class="number">{count}</strong>: {origin}
      </span>
      {naming ? (
        <GroupName
          suggestion={freeName(origin, taken)}
          others={state.groups}
          onName={keep}
          onLeave={() => setNaming(false)}
        />
      ) : (
        <div class="selection-actions">
          {store.source.kind === 'editor' &&
            (saved?.selected === selected && taken.has(saved.name) ? (
              <span class="muted">Saved as {saved.name}</span>
            ) : (
              <Action
                text="Save as group…"
                title="Keep them with the run under a name"
                onClick={() => setNaming(true)}
              />
            ))}
          <Menu
            label={`Export the ids: ${count}`}
            sign="Export ids"
            parts={[
              {
                items: [
                  { text: 'One a line, as text', onChoose: () => store.saveFile(idList(file, columns(), 'txt')) },
                  { text: 'Table, as CSV', onChoose: () => store.saveFile(idList(file, columns(), 'csv')) },
                ],
              },
            ]}
          />
          {children}
        </div>
      )}
    </div>
  );
}
