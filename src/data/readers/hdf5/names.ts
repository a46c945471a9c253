import { uniqueNames } from '../columns.ts';

/** Names of rows or columns, each unique, and what had to be changed for that. */
export interface Names {
  readonly names: readonly string[];
  readonly warnings: readonly string[];
}

/** @param what one of them is called */
export function uniqueNamesOf(file: string, names: readonly string[], what: string): Names {
  const warnings: string[] = [];
  return { names: uniqueNames(file, names, warnings, what), warnings };
}

/** What `read` returns, read when it is first asked for. */
export function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}
