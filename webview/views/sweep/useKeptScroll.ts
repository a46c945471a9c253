import { useLayoutEffect } from 'preact/hooks';
import type { SweepStore } from '../../state/sweepStore.ts';

/** What a reader scrolls with. */
const BY_HAND = ['wheel', 'keydown', 'pointerdown'] as const;

/** Milliseconds after which the page has what it had. */
const SETTLED = 5000;

/** Keeps how far the page is scrolled, and goes there when it opens again. */
export function useKeptScroll(store: SweepStore): void {
  useLayoutEffect(() => {
    const { page } = store.state.choice.scroll;
    // Runs and plots come a little later, and only then is the page as long as it was.
    const grown = new ResizeObserver(() => window.scrollTo(0, page));
    if (page > 0) grown.observe(document.body);
    const keep = () => store.keepScroll({ page: window.scrollY });
    const leave = () => grown.disconnect();
    const settled = setTimeout(leave, SETTLED);
    document.addEventListener('scrollend', keep);
    // From here on it is the reader who scrolls.
    for (const event of BY_HAND) window.addEventListener(event, leave, { once: true });
    return () => {
      leave();
      clearTimeout(settled);
      document.removeEventListener('scrollend', keep);
      for (const event of BY_HAND) window.removeEventListener(event, leave);
    };
  }, [store]);
}
