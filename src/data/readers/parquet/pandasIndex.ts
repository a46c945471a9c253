import type { FileMetaData } from 'hyparquet';
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
export function pandasIndex({ key_value_metadata: pairs }: FileMetaData): PandasIndex | null {
  const text = pairs?.find(({ key }) => key === 'pandas')?.value;
  if (!text) return null;
  try {
    return described.parse(JSON.parse(text)).index_columns[0];
  } catch {
    return null;
  }
}
