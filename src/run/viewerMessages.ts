import { z } from 'zod';
import type { ComparedRun } from './comparedRun.ts';
import { type Group, groupSchema } from './groups.ts';
import type { HistoryEntry } from './history.ts';
import type { Inspection } from './inspection.ts';
import { figuresSchema, saveFileSchema, violationSchema } from './pageMessages.ts';
import type { Distinction, FeatureDetail, FeatureValues, Latents, Loadings, R2Scores, Umap } from './runData.ts';
import type { RunFile } from './runFile.ts';

/** Questions that take a run's tables, or some seconds of computing. */
export const analysisAskSchema = z.discriminatedUnion('about', [
  /** one feature of every sample */
  z.object({ about: z.literal('values'), id: z.string(), modality: z.string(), feature: z.string() }),
  /** a block laid out by UMAP */
  z.object({ about: z.literal('umap'), id: z.string(), block: z.string() }),
  /** what distinguishes some samples, given by their rows among the latents, from the others */
  z.object({ about: z.literal('distinction'), id: z.string(), rows: z.instanceof(Uint32Array) }),
]);
export type AnalysisAsk = z.infer<typeof analysisAskSchema>;

/** A question of the viewer about its run. `id` names the answer; the same question has the same id. */
const viewerAskSchema = z.discriminatedUnion('about', [
  /** held-out predictions of one feature */
  z.object({
    about: z.literal('prediction'),
    id: z.string(),
    source: z.string(),
    target: z.string(),
    feature: z.string(),
  }),
  analysisAskSchema,
]);
export type ViewerAsk = z.infer<typeof viewerAskSchema>;
export type About = ViewerAsk['about'];

/** What each question is answered with. */
export interface Answers {
  prediction: FeatureDetail;
  values: FeatureValues;
  umap: Umap;
  distinction: Distinction;
}

export interface Answer<K extends About = About> {
  readonly about: K;
  readonly id: string;
  readonly content: Answers[K];
}

/** What a plot of the viewer can be saved as. */
export type FigureFormat = 'svg' | 'png' | 'json' | 'csv';

/** Runs side by side: those of `runs` are new or have changed, the others stay as they were sent before. */
export interface Comparison {
  type: 'comparison';
  /** all of them, in their order */
  folders: readonly string[];
  runs: readonly ComparedRun[];
  /** those that cannot be read, such as deleted ones, and why */
  unread: readonly { folder: string; message: string }[];
}

/** Host → webview. But for answers, each message replaces what was sent before of its type. */
export type ToViewer =
  /** interrupted: the process that trained it is gone without having said so */
  | { type: 'run'; folder: string; run: RunFile; history: readonly HistoryEntry[]; interrupted?: boolean }
  | { type: 'latents'; latents: Latents }
  | { type: 'r2'; r2: R2Scores }
  | { type: 'loadings'; loadings: readonly Loadings[] | null }
  /** saved: the answer to saveGroups, with what the viewer has among them */
  | { type: 'groups'; groups: readonly Group[]; saved?: true }
  | { type: 'answer'; answer: Answer }
  | { type: 'askProgress'; about: About; id: string; text: string }
  | { type: 'askFailed'; about: About; id: string; message: string }
  /** which plots can be saved? */
  | { type: 'listFigures' }
  | { type: 'saveFigure'; plot: string; format: FigureFormat }
  /** tables are being looked at; `step` says where that is */
  | { type: 'inspecting'; title: string; files: readonly string[]; step: string }
  | { type: 'inspection'; inspection: Inspection }
  | Comparison
  /** the study file that remedies are written into, and the findings whose remedy it holds */
  | { type: 'study'; name: string; applied: readonly number[] }
  | { type: 'problem'; message: string };

/** Webview → host. */
export const fromViewerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('resume') }),
  z.object({ type: z.literal('openLog') }),
  z.object({ type: z.literal('openRun'), folder: z.string() }),
  z.object({ type: z.literal('trainThese') }),
  z.object({ type: z.literal('applyRemedy'), finding: z.int().describe('index into the findings of the inspection') }),
  z.object({ type: z.literal('inspectAgain') }),
  z.object({ type: z.literal('ask'), ask: viewerAskSchema }),
  z.object({
    type: z.literal('saveGroups'),
    groups: z.array(groupSchema),
    base: z.array(groupSchema).describe('what the host last told: the difference is what the user did'),
  }),
  saveFileSchema,
  figuresSchema,
  violationSchema,
]);
export type FromViewer = z.infer<typeof fromViewerSchema>;
