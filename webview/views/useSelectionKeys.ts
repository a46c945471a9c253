import { useEffect } from 'preact/hooks';
import { NOTHING } from '../state/selection.ts';
import type { Store } from '../state/store.ts';

/** Ctrl+Z undoes a step of the selection, Ctrl+Shift+Z or Ctrl+Y redoes it, Escape clears: also with ⌘, and not in a field. */
export function useSelectionKeys(store: Store): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A plot or menu that has used the key has said so.
      if (event.defaultPrevented || isField(event.target)) return;
      const act = action(event);
      if (!act) return;
      event.preventDefault();
      act(store);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store]);
}

function action(event: KeyboardEvent): ((store: Store) => void) | null {
  if (event.key === 'Escape') return (store) => store.select(NOTHING);
  if (!event.ctrlKey && !event.metaKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'y' || (key === 'z' && event.shiftKey)) return (store) => store.redo();
  return key === 'z' ? (store) => store.undo() : null;
}

/** Where text is written; a slider or a box to tick has no use for these keys. */
function isField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['range', 'radio', 'checkbox'].includes(target.type);
  return target instanceof Element && target.closest('textarea, select, [contenteditable]') !== null;
}
