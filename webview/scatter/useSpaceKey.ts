import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Whether the space bar was pressed over an element, or while it has the focus, and is still held. It does not scroll the page then. */
export function useSpaceKey(element: RefObject<HTMLElement | null>): { readonly current: boolean } {
  const held = useRef(false);
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      const over = element.current?.matches(':hover, :focus') ?? false;
      // In a text field, or on a button, the space bar has its own use.
      if (event.code !== 'Space' || !over || (event.target !== element.current && event.target !== document.body))
        return;
      event.preventDefault();
      held.current = true;
    };
    const release = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.code === 'Space') held.current = false;
    };
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', release);
    window.addEventListener('blur', release);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', release);
      window.removeEventListener('blur', release);
    };
  }, [element]);
  return held;
}
