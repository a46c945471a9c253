import type { RefObject } from 'preact';
import { useCallback, useEffect, useRef } from 'preact/hooks';

/** Milliseconds that a drawing out of sight waits: what can be seen comes first, and of several only the last is drawn. */
const LATER = 200;

/** Runs a drawing at once where its element can be seen, else when it comes into view or a moment later. */
export function useInView(element: RefObject<HTMLElement | null>): (draw: () => void) => void {
  const visible = useRef(true);
  const waiting = useRef<(() => void) | null>(null);
  const timer = useRef(0);
  const drawWaiting = useCallback(() => {
    clearTimeout(timer.current);
    waiting.current?.();
    waiting.current = null;
  }, []);
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver((entries) => {
      visible.current = entries.at(-1)?.isIntersecting ?? true;
      if (visible.current) drawWaiting();
    });
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      clearTimeout(timer.current);
    };
  }, [element, drawWaiting]);
  return useCallback(
    (draw) => {
      clearTimeout(timer.current);
      waiting.current = draw;
      if (visible.current) drawWaiting();
      else timer.current = window.setTimeout(drawWaiting, LATER);
    },
    [drawWaiting],
  );
}
