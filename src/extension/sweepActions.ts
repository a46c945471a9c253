import type { FromSweepPage } from '../run/sweepMessages.ts';

/** What the page of a sweep may ask of the editor around it. @param folder of the sweep */
export interface SweepActions {
  /** Makes the runs that are missing. */
  continue(folder: string): Promise<void>;
  /** The same, and the failed ones again. */
  retry(folder: string): Promise<void>;
  stop(folder: string): Promise<void>;
  /** Scores the chosen settings on the samples that chose nothing. */
  final(folder: string): Promise<void>;
  openFile(folder: string): Promise<void>;
  openLog(folder: string): Promise<void>;
  saveReport(folder: string): Promise<void>;
  openRun(folder: string, run: string): Promise<void>;
  compareRuns(folder: string, runs: readonly string[]): Promise<void>;
  saveFile(file: Extract<FromSweepPage, { type: 'saveFile' }>): Promise<void>;
  reportViolation(directive: string, blocked: string): void;
}
