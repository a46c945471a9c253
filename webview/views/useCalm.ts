import { useEffect, useRef, useState } from 'preact/hooks';

/** A value that changes often, at most every so many milliseconds; the first and the last of a series always arrive. */
export function useCalm<Value>(value: Value, milliseconds: number): Value {
  const [shown, setShown] = useState(() => value);
  const last = useRef(0);
  useEffect(() => {
    if (Object.is(value, shown)) return;
    const show = () => {
      last.current = performance.now();
      setShown(() => value);
    };
    const wait = last.current + milliseconds - performance.now();
    if (wait <= 0) {
      show();
      return;
    }
    const timer = setTimeout(show, wait);
    return () => clearTimeout(timer);
  }, [value, shown, milliseconds]);
  return shown;
}
