import { z } from 'zod';

/** What one file of tables holds, as far as it can be told without reading values. */
const fileContentsSchema = z.object({
  file: z.string().describe('as it was named'),
  tables: z
    .array(
      z.object({
        part: z.string().describe('what "part" of a study says of it; "" where the file is one table'),
        modality: z.string().nullable().describe('what the file calls it'),
        chosen: z.boolean().describe('read where no part is named'),
        layout: z.enum(['dense', 'sparse']),
        rows: z.int(),
        columns: z.int(),
        exact: z.boolean().describe('false: the number of rows is an estimate'),
      }),
    )
    .describe('empty where the file holds labels only'),
  labelColumns: z.array(
    z.object({
      name: z.string(),
      examples: z.array(z.string()).describe('the first different values; empty where there are very many columns'),
    }),
  ),
});
export type FileContents = z.infer<typeof fileContentsSchema>;

/** What `crossmodal inspect TABLE… --parts --json` prints. */
export const contentsDocumentSchema = z.object({
  files: z.array(fileContentsSchema),
  orientation: z
    .array(
      z.object({
        table: z.string().describe('FILE or FILE:PART'),
        rows: z.enum(['samples', 'features']).describe('what its rows are, as far as names tell'),
        doubt: z.string().nullable().describe('what speaks against it, in words: it is worth asking'),
      }),
    )
    .describe('the tables that are meant, together; empty where a file leaves open which'),
});
export type ContentsDocument = z.infer<typeof contentsDocumentSchema>;
