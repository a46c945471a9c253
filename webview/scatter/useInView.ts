import type { RefObject } from 'preact';
import { useCallback, useEffect, useRef } from 'preact/hooks';

/** Runs a drawing at once where its element can be seen, else when it comes into view; the first one at once in any case. */
export function useInView(element: RefObject<HTMLElement | null>): (draw: () => void) => void {
  const visible = useRef(true);
  const waiting = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver((entries) => {
      visible.current = entries.at(-1)?.isIntersecting ?? true;
      if (!visible.current) return;
      waiting.current?.();
      waiting.current = null;
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return useCallback((draw) => {
    waiting.current = visible.current ? null : draw;
    if (visible.current) draw();
  }, []);
}
