import type { HistoryEntry } from './history.ts';
import type { Inspection } from './inspection.ts';
import type { FeatureDetail, Latents, R2Scores } from './runData.ts';
import type { RunFile } from './runFile.ts';

/** Host → webview. Each message replaces what was sent before of its type. */
export type ToViewer =
  | { type: 'run'; folder: string; run: RunFile; history: readonly HistoryEntry[] }
  | { type: 'latents'; latents: Latents }
  | { type: 'r2'; r2: R2Scores }
  | { type: 'feature'; detail: FeatureDetail }
  | { type: 'featureFailed'; source: string; target: string; feature: string; message: string }
  | { type: 'inspection'; inspection: Inspection }
  | { type: 'problem'; message: string };

/** Webview → host. */
export type FromViewer =
  | { type: 'ready' }
  | { type: 'stop' }
  | { type: 'openLog' }
  | { type: 'trainThese' }
  | { type: 'requestFeature'; source: string; target: string; feature: string }
  /** content: text of an SVG or CSV; of a PNG its bytes in base64, without "data:" in front */
  | { type: 'saveFigure'; name: string; format: 'svg' | 'png' | 'csv'; content: string }
  | { type: 'violation'; directive: string; blocked: string };
