import { useLayoutEffect } from 'preact/hooks';
import type { SweepStore } from '../../state/sweepStore.ts';

/** What a reader scrolls with. */
const BY_HAND = ['wheel', 'keydown', 'pointerdown'] as const;

/** Keeps how far the page is scrolled, and goes there when it opens again. */
export function useKeptScroll(store: SweepStore): void {
  useLayoutEffect(() => {
    const { page } = store.state.choice.scroll;
    // Plots are drawn a little later, and only then is the page as long as it was.
    const longEnough = new ResizeObserver(() => {
      if (document.documentElement.scrollHeight < page + window.innerHeight) return;
      longEnough.disconnect();
      window.scrollTo(0, page);
    });
    if (page > 0) longEnough.observe(document.body);
    const keep = () => store.keepScroll({ page: window.scrollY });
    const leave = () => longEnough.disconnect();
    document.addEventListener('scrollend', keep);
    // From here on it is the reader who scrolls.
    for (const event of BY_HAND) window.addEventListener(event, leave, { once: true });
    return () => {
      leave();
      document.removeEventListener('scrollend', keep);
      for (const event of BY_HAND) window.removeEventListener(event, leave);
    };
  }, [store]);
}
