import { z } from 'zod';

const count = z.int().min(0);

/** What `crossmodal sweep FILE --plan --json` says, before anything starts. */
export const sweepForecastSchema = z.object({
  folder: z.string().describe('of the sweep'),
  runs: count.describe('that the sweep consists of'),
  ended: count.describe('of these, those that are finished already'),
  failed: count.describe('and those that failed; they are made again on request only'),
  timeouts: count.describe('and those whose time was up (limits.minutes); they go on on request only'),
  busy: count.describe('and those that wait in a queue or are being made already'),
  executor: z.enum(['local', 'slurm']),
  task: z
    .object({ cpus: count, memory: z.string(), time: z.string(), partition: z.string().nullable() })
    .nullable()
    .describe('what each task asks Slurm for, as sbatch takes it'),
  atOnce: count.describe('runs side by side, at most'),
  seconds: z.number().min(0).nullable().describe('that the missing runs take on the clock; null: not known'),
  bytes: z.number().min(0).describe('that the missing runs take on disk'),
  freeBytes: z.number().min(0).nullable().describe('on that disk; null: not known'),
  warnings: z.array(z.string()),
});
export type SweepForecast = z.infer<typeof sweepForecastSchema>;
