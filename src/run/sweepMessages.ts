import { z } from 'zod';
import type { KnownFinal } from './knownFinal.ts';
import { figuresSchema, saveFileSchema, violationSchema } from './pageMessages.ts';
import type { SweepPlan } from './sweepPlan.ts';
import type { SweepRow } from './sweepRow.ts';

/** Who makes runs at the moment. */
export interface SweepActivity {
  readonly executor: 'local' | 'slurm';
  /** stopping: it was asked to, and has not ended yet */
  readonly state: 'idle' | 'working' | 'stopping';
  /** "2 trainings side by side on this machine", "job 12: 4 running, 36 in the queue" */
  readonly text: string;
}

/** Host → page of a sweep. */
export type ToSweepPage =
  /** replaces all that was sent before */
  | { type: 'plan'; folder: string; plan: SweepPlan }
  /** those that are new or have changed, by name */
  | { type: 'rows'; rows: readonly SweepRow[] }
  | { type: 'activity'; activity: SweepActivity }
  /** what the choice is worth, once that was asked for */
  | { type: 'final'; final: KnownFinal }
  | { type: 'problem'; message: string }
  /** which plots can be saved? */
  | { type: 'listFigures' }
  | { type: 'saveFigure'; plot: string; format: 'svg' | 'png' | 'json' | 'csv' };

/** Page of a sweep → host. */
export const fromSweepPageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** make the runs that are missing, and go on with those that were begun */
  z.object({ type: z.literal('continue') }),
  /** the same, and the failed ones again */
  z.object({ type: z.literal('retry') }),
  z.object({ type: z.literal('stop') }),
  /** score the chosen settings on the samples that chose nothing */
  z.object({ type: z.literal('final') }),
  z.object({ type: z.literal('openFile') }),
  z.object({ type: z.literal('openLog') }),
  z.object({ type: z.literal('saveReport') }),
  z.object({ type: z.literal('openRun'), run: z.string() }),
  z.object({ type: z.literal('compareRuns'), runs: z.array(z.string()).min(2) }),
  saveFileSchema,
  figuresSchema,
  violationSchema,
]);
export type FromSweepPage = z.infer<typeof fromSweepPageSchema>;
