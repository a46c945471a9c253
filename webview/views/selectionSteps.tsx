import { NOTHING } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';

/** Undo, redo and clear, beside what is selected. */
export function SelectionSteps({ store, state }: { store: Store; state: State }) {
  const { past, present, future } = state.selections;
  return (
    <div class="selection-actions">
      <Action text="Undo" title="Undo (Ctrl+Z)" enabled={past.length > 0} onClick={() => store.undo()} />
      <Action text="Redo" title="Redo (Ctrl+Shift+Z)" enabled={future.length > 0} onClick={() => store.redo()} />
      <Action
        text="Clear"
        title="Clear the selection (Escape)"
        enabled={present.samples !== null || present.features !== null}
        onClick={() => store.select(NOTHING)}
      />
    </div>
  );
}

/** Something to do with the selection. */
export function Action({
  text,
  title,
  enabled = true,
  onClick,
}: {
  text: string;
  title: string;
  enabled?: boolean;
  onClick: () => void;
}) {
  return (
    <button type="button" class="link" title={title} disabled={!enabled} onClick={onClick}>
      {text}
    </button>
  );
}
