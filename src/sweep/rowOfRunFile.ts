import { z } from 'zod';
import { metricsSchema, runFileSchema } from '../run/runFile.ts';
import { runScores } from '../run/runScores.ts';
import type { SweepRow } from '../run/sweepRow.ts';

const { progress, engine } = runFileSchema.shape;

/** What a sweep needs of run.crossmodal, and no more: ten thousand of them are read. */
const factsSchema = runFileSchema
  .pick({
    format: true,
    status: true,
    seconds: true,
    parameters: true,
    warnings: true,
    error: true,
    host: true,
    job: true,
  })
  .extend({
    progress: progress.pick({ stage: true, epoch: true, epochs: true, share: true }),
    engine: engine.pick({ name: true, note: true }),
    metrics: z
      .object({
        r2: z.array(metricsSchema.shape.r2.element.pick({ source: true, target: true, median: true })),
        classification: z.array(metricsSchema.shape.classification.element.pick({ block: true, auc: true })),
      })
      .nullable(),
  });

/**
 * The row of a run as its run.crossmodal says, which does not know whether its process still lives. The note of one that
 * runs says how far it is.
 * @throws Error where the text is empty, cut short or no run
 */
export function rowOfRunFile(name: string, text: string): SweepRow {
  const { status, error, progress, seconds, engine, parameters, warnings, metrics, host, job } = factsSchema.parse(
    JSON.parse(text),
  );
  const { stage, epoch, epochs, share } = progress;
  return {
    name,
    state: status,
    note: status === 'running' ? `epoch ${epoch} of ${epochs} (${stage})` : error,
    share,
    seconds,
    engine,
    host: host === '' ? null : host,
    job,
    parameters,
    warnings: warnings.length,
    scores: runScores(metrics),
  };
}
