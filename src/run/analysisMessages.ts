import { z } from 'zod';
import type { Distinction, FeatureValues, Umap } from './runData.ts';
import { analysisAskSchema } from './viewerMessages.ts';

/** What the process that reads a run's tables is asked. `request` names the question in every event about it. */
export const analysisRequestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ask'), request: z.int(), folder: z.string(), ask: analysisAskSchema }),
  z.object({ type: z.literal('cancel'), request: z.int() }),
]);
export type AnalysisRequest = z.infer<typeof analysisRequestSchema>;

const numbers = z.instanceof(Float32Array);

const featureValuesSchema: z.ZodType<FeatureValues> = z.object({
  modality: z.string(),
  feature: z.string(),
  unit: z.string(),
  values: numbers,
});

const umapSchema: z.ZodType<Umap> = z.object({
  block: z.string(),
  x: numbers,
  y: numbers,
  fitted: z.int(),
  samples: z.int(),
  neighbours: z.int(),
  seed: z.int(),
});

const distinctionSchema: z.ZodType<Distinction> = z.object({
  inside: z.int(),
  outside: z.int(),
  features: z.array(
    z.object({
      modality: z.string(),
      feature: z.string(),
      effect: z.number(),
      meanInside: z.number(),
      meanOutside: z.number(),
      q: z.number(),
    }),
  ),
  compared: z.int(),
});

const id = z.string();
const analysisAnswerSchema = z.discriminatedUnion('about', [
  z.object({ about: z.literal('values'), id, content: featureValuesSchema }),
  z.object({ about: z.literal('umap'), id, content: umapSchema }),
  z.object({ about: z.literal('distinction'), id, content: distinctionSchema }),
]);
export type AnalysisAnswer = z.infer<typeof analysisAnswerSchema>;

/** What it tells. Every question ends in an answer or a failure, but for those that were cancelled. */
export const analysisEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), request: z.int(), text: z.string() }),
  z.object({ type: z.literal('answer'), request: z.int(), answer: analysisAnswerSchema }),
  z.object({
    type: z.literal('failed'),
    request: z.int(),
    kind: z.enum(['user', 'internal']).describe("the user's mistake, or ours"),
    message: z.string(),
  }),
]);
export type AnalysisEvent = z.infer<typeof analysisEventSchema>;
