import type { HistoryEntry } from './history.ts';
import type { Latents, RunData } from './runData.ts';
import type { RunFile } from './runFile.ts';

/** What a comparison draws of a run. A dozen of them travel together, so the rest of the run stays behind. */
export interface ComparedRun {
  readonly folder: string;
  readonly run: RunFile;
  /** without the terms of the loss */
  readonly history: readonly HistoryEntry[];
  /** the shared block alone, where the model has one; null until the first evaluation */
  readonly latents: Latents | null;
  readonly r2: ComparedR2 | null;
}

/** Held-out R² per feature. */
export interface ComparedR2 {
  readonly targets: readonly { readonly name: string; readonly features: readonly string[] }[];
  readonly pairs: readonly ComparedPair[];
}

export interface ComparedPair {
  readonly source: string;
  readonly target: string;
  /** [features of the target] */
  readonly r2: Float32Array;
  /** 95 % bootstrap interval, [features of the target] each; null until the run has ended */
  readonly interval: { readonly low: Float32Array; readonly high: Float32Array } | null;
}

/** The part of a run that is compared. */
export function comparedRun({ folder, run, history, latents, r2 }: RunData): ComparedRun {
  return {
    folder,
    run,
    history: history.map((entry) => ({ ...entry, reconstruction: [], kl: [] })),
    latents: latents && { ...latents, blocks: latents.blocks.filter(({ name }) => name === 'shared'), errors: [] },
    r2: r2 && {
      targets: r2.targets.map(({ name, features }) => ({ name, features })),
      pairs: r2.pairs.map(({ source, target, r2: values, statistics }) => ({
        source,
        target,
        r2: values,
        interval: statistics && { low: statistics.low, high: statistics.high },
      })),
    },
  };
}
