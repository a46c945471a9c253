import { z } from 'zod';

/** One line of history.jsonl: one epoch of one stage. Losses are nats per sample, summed over features. */
export const historyEntrySchema = z.object({
  stage: z.int().describe('0 = hold-out model or the model of all samples; 1… = the model that holds out this fold'),
  epoch: z.int(),
  loss: z.number(),
  reconstruction: z.array(z.object({ from: z.string(), to: z.string(), nll: z.number() })),
  kl: z.array(z.object({ posterior: z.string().describe('whose, and over which blocks'), value: z.number() })),
  beta: z.number(),
  seconds: z.number().describe('since the run began'),
  r2: z.array(z.object({ source: z.string(), target: z.string(), median: z.number().nullable() })).optional(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;
