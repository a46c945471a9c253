import type { Latents } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { type Choice, type ColourBy, colourKey, currentColour } from '../state/choice.ts';
import type { State, Store } from '../state/store.ts';
import type { Waiting } from './useColouring.ts';

interface ColourPickerProps {
  readonly store: Store;
  readonly state: State;
  readonly latents: Latents;
  readonly run: RunFile;
  readonly waiting: Waiting | null;
}

/** What the samples are coloured by: a label, the split or a reconstruction error. */
export function ColourPicker({ store, state, latents, run, waiting }: ColourPickerProps) {
  const colour = currentColour(latents, run, state.choice);
  const labels = latents.labels.map(({ name }): ColourBy => ({ by: 'label', name }));
  const errors = latents.errors.map(({ modality }): ColourBy => ({ by: 'error', modality }));
  const all = [...labels, { by: 'split' } as const, ...errors];
  const choose = (key: string) => {
    const next = all.find((entry) => colourKey(entry) === key);
    if (next) store.choose(choiceOf(next));
  };
  return (
    <>
      <label>
        colour{' '}
        <select value={colourKey(colour)} onChange={(event) => choose(event.currentTarget.value)}>
          {colour === null && <option value="">one colour</option>}
          <Options title="Labels" colours={labels} />
          <Options title="Split" colours={[{ by: 'split' }]} />
          <Options title="Reconstruction error" colours={errors} />
        </select>
      </label>
      {waiting && <WaitingText waiting={waiting} />}
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

function WaitingText({ waiting }: { waiting: Waiting }) {
  if (waiting.status === 'asked') {
    return (
      <span class="waiting" role="status">
        {waiting.text}
      </span>
    );
  }
  return (
    <span class="waiting" role="alert">
      {waiting.text}{' '}
      <button type="button" class="link" onClick={waiting.retry}>
        Retry
      </button>
    </span>
  );
}
