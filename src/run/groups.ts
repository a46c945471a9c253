import { z } from 'zod';

/** Samples or features that a user selected and gave a name: groups.json in the run folder. */
export const groupSchema = z.object({
  name: z.string().min(1),
  samples: z.array(z.string()).nullable().describe('sample ids, or null for a group of features'),
  features: z
    .object({ modality: z.string(), names: z.array(z.string()) })
    .nullable()
    .describe('features of one modality, or null for a group of samples'),
});
export type Group = z.infer<typeof groupSchema>;

export const groupsFileSchema = z.object({ format: z.literal(1), groups: z.array(groupSchema) });
