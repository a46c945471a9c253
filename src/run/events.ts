import { z } from 'zod';
import { historyEntrySchema } from './history.ts';

/** What the trainer tells while it works. Everything that must last is in the run folder; events only say that it changed. */
export const trainerEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('status'), text: z.string() }),
  z.object({ type: z.literal('warning'), text: z.string() }),
  z.object({ type: z.literal('started'), folder: z.string() }),
  z.object({
    type: z.literal('epoch'),
    folder: z.string(),
    stage: z.string(),
    epoch: z.int(),
    epochs: z.int(),
    share: z.number(),
    secondsLeft: z.number().nullable(),
    entry: historyEntrySchema,
  }),
  z.object({ type: z.literal('evaluation'), folder: z.string() }),
  z.object({ type: z.literal('done'), folder: z.string(), status: z.enum(['finished', 'stopped']) }),
  z.object({
    type: z.literal('failed'),
    folder: z.string().nullable(),
    kind: z.enum(['user', 'internal']).describe('user: exit code 2, internal: exit code 1'),
    message: z.string(),
  }),
]);
export type TrainerEvent = z.infer<typeof trainerEventSchema>;

/** What a forked trainer is asked for, run by run. Stop requests go through the run folder, so that they outlive the connection. */
export const trainRequestSchema = z.object({
  type: z.literal('train'),
  studyFile: z.string().nullable().describe('path of NAME.crossmodal.json, or null when `study` is given'),
  study: z.unknown().describe('a study as users write it; its paths are relative to `directory`'),
  directory: z.string(),
  out: z
    .string()
    .nullable()
    .describe(
      'run folder, which is brought to its end; null: a new one, crossmodal-runs/<time>-<model>/ in `directory`',
    ),
  resume: z.string().nullable().describe('run folder to take up from its checkpoint; it says all the rest itself'),
});
export type TrainRequest = z.infer<typeof trainRequestSchema>;
