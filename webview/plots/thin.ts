/** More points than this on one line cannot be seen. */
const MAX_POINTS = 400;

/** Evenly chosen entries, the first and the last always among them. */
export function thin<T>(entries: readonly T[]): readonly T[] {
  if (entries.length <= MAX_POINTS) return entries;
  const step = (entries.length - 1) / (MAX_POINTS - 1);
  return Array.from({ length: MAX_POINTS }, (_, i) => entries[Math.round(i * step)]).filter(
    (entry) => entry !== undefined,
  );
}
