import { z } from 'zod';

/** The names of the rows, as pandas writes them: in a column, or counted. */
const index = z.union([
  z.string().transform((column) => ({ kind: 'column' as const, column })),
  z.object({ kind: z.literal('range'), start: z.number().int(), step: z.number().int() }),
]);
export type PandasIndex = z.output<typeof index>;

/** https://pandas.pydata.org/docs/development/developer.html */
const described = z.object({ index_columns: z.array(index).min(1) });

/** What pandas wrote of the names of the rows, the outermost where there are several; null where something else wrote the file. */
export function pandasIndex(notes: ReadonlyMap<string, string>): PandasIndex | null {
  const text = notes.get('pandas');
  if (!text) return null;
  try {
    return described.parse(JSON.parse(text)).index_columns[0];
  } catch {
    return null;
  }
}
