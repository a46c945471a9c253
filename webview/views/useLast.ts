import { useRef } from 'preact/hooks';

/** The last value that was not null. */
export function useLast<T>(value: T | null): T | null {
  const last = useRef<T | null>(null);
  if (value !== null) last.current = value;
  return last.current;
}
