import { z } from 'zod';
import { sweepFileSchema } from './sweepFile.ts';

export const SWEEP_FORMAT = 1;

/** sweep.crossmodal: what a sweep consists of, written before its first run and whenever its file has changed. */
export const sweepPlanSchema = z.object({
  format: z.literal(SWEEP_FORMAT),
  crossmodal: z.string().describe('version of Crossmodal'),
  name: z.string().describe('of the sweep file, without its ending'),
  file: z.string().describe('the sweep file, relative to the sweep folder'),
  sweep: sweepFileSchema,
  axes: z
    .array(
      z.object({
        path: z.string().describe('"model.shared"; the seed is "seed"'),
        values: z.array(z.json()).min(1),
      }),
    )
    .describe('every setting that the sweep names, the seed last'),
  runs: z.array(
    z.object({
      name: z.string().describe('of its folder; says model and seed, and is the same for the same settings'),
      at: z.array(z.int()).describe('its value on each axis, an index'),
    }),
  ),
});
export type SweepPlan = z.infer<typeof sweepPlanSchema>;
export type SweepAxis = SweepPlan['axes'][number];
