import { useRef, useState } from 'preact/hooks';
import type { Latents } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { type Choice, type ColourBy, colourKey, currentColour } from '../state/choice.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { FeatureFinder } from './featureFinder.tsx';

interface ColourPickerProps {
  readonly store: Store;
  readonly state: State;
  readonly latents: Latents;
  readonly run: RunFile;
}

/** The entry that opens the search. */
const FIND = 'find';

/** What the samples are coloured by: a label, the split, a reconstruction error, or a feature, which is searched for. */
export function ColourPicker({ store, state, latents, run }: ColourPickerProps) {
  const [finding, setFinding] = useState(false);
  const select = useRef<HTMLSelectElement>(null);
  const colour = currentColour(latents, run, state.choice);
  const labels = latents.labels.map(({ name }): ColourBy => ({ by: 'label', name }));
  const errors = latents.errors.map(({ modality }): ColourBy => ({ by: 'error', modality }));
  const targets = state.r2?.targets ?? [];
  const all: readonly ColourBy[] = [...labels, { by: 'split' }, ...errors];
  const current = colourKey(colour);
  const choose = (key: string) => {
    if (key === FIND) {
      setFinding(true);
      // The search shows what is sought; the control goes on to show what is drawn.
      if (select.current) select.current.value = current;
      return;
    }
    const next = all.find((entry) => colourKey(entry) === key);
    if (next) store.choose(choiceOf(next));
    setFinding(false);
  };
  const close = () => {
    setFinding(false);
    select.current?.focus();
  };
  return (
    <>
      <label>
        colour{' '}
        <select ref={select} value={current} onChange={(event) => choose(event.currentTarget.value)}>
          {colour === null && <option value="">one colour</option>}
          <Options title="Labels" colours={labels} />
          <Options title="Split" colours={[{ by: 'split' }]} />
          <Options title="Reconstruction error" colours={errors} />
          <optgroup label="Features">
            {colour?.by === 'feature' && <option value={current}>{nameOf(colour)}</option>}
            <option value={FIND} disabled={targets.length === 0}>
              find a feature…
            </option>
          </optgroup>
        </select>
      </label>
      {finding && (
        <FeatureFinder
          targets={targets}
          onChoose={({ modality, feature }) => {
            store.choose({ colour: { by: 'feature', modality, feature } });
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}

/** A label that is chosen as the colour also stands for the samples where another colour is drawn. */
function choiceOf(colour: ColourBy): Partial<Choice> {
  return colour.by === 'label' ? { colour, label: colour.name } : { colour };
}

function Options({ title, colours }: { title: string; colours: readonly ColourBy[] }) {
  if (colours.length === 0) return null;
  return (
    <optgroup label={title}>
      {colours.map((colour) => (
        <option key={colourKey(colour)} value={colourKey(colour)}>
          {nameOf(colour)}
        </option>
      ))}
    </optgroup>
  );
}

function nameOf(colour: ColourBy): string {
  switch (colour.by) {
    case 'label':
      return colour.name;
    case 'split':
      return 'train, test or fold';
    case 'error':
      return `error of ${colour.modality}`;
    case 'feature':
      return `${colour.feature} (${colour.modality})`;
  }
}
