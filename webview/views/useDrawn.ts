import { useRef, useState } from 'preact/hooks';

/** Tells when everything named has been drawn. `mark(name)` is the same function at each render, so that it restarts no drawing. */
export function useDrawn(names: readonly string[]): { readonly all: boolean; mark(name: string): () => void } {
  const [drawn, setDrawn] = useState<ReadonlySet<string>>(new Set());
  const marks = useRef(new Map<string, () => void>());
  return {
    all: names.every((name) => drawn.has(name)),
    mark(name) {
      const known = marks.current.get(name);
      if (known) return known;
      const mark = () => setDrawn((old) => (old.has(name) ? old : new Set(old).add(name)));
      marks.current.set(name, mark);
      return mark;
    },
  };
}
