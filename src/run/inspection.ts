import { z } from 'zod';

/** What a preflight of tables finds: the page "Analyze Dataset" draws it, `crossmodal inspect` prints it. */
export const inspectionSchema = z.object({
  tables: z.array(
    z.object({
      name: z.string(),
      file: z.string(),
      samples: z.int(),
      features: z.int(),
      missingCells: z.int(),
      constant: z.array(z.string()).describe('features with one value only'),
      scale: z.string(),
      transform: z.array(z.string()).describe('what "auto" would do'),
      range: z.object({ min: z.number(), median: z.number(), max: z.number() }),
      histogram: z
        .object({ from: z.number(), to: z.number(), counts: z.array(z.int()) })
        .describe('of all values, untransformed'),
    }),
  ),
  overlap: z
    .array(z.object({ tables: z.array(z.string()), samples: z.int() }))
    .describe('samples found in exactly these tables, most first'),
  samples: z.object({ union: z.int(), intersection: z.int() }),
  labels: z
    .object({
      file: z.string(),
      column: z.string(),
      kind: z.enum(['categorical', 'continuous']),
      classes: z.array(z.object({ name: z.string(), samples: z.int() })),
      missing: z.int(),
    })
    .nullable(),
  findings: z.array(
    z.object({
      severity: z.enum(['info', 'warning', 'error']),
      text: z.string().describe('one sentence'),
      fix: z.string().nullable().describe('what to do, one sentence'),
    }),
  ),
});
export type Inspection = z.infer<typeof inspectionSchema>;
