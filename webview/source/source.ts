import type { FromViewer, ToViewer } from '../../src/run/viewerMessages.ts';

export type Figure = Extract<FromViewer, { type: 'saveFigure' }>;

/** Where the viewer's data comes from: the host of the editor, or the page itself in a report. */
export interface Source {
  /** "report": nothing can be asked for later, and there is no run to stop */
  readonly kind: 'editor' | 'report';
  /** Names of the runs to switch between; empty in the editor. */
  readonly runs: readonly string[];
  /** Starts the flow of messages. */
  listen(receive: (message: ToViewer) => void): void;
  /** Draws another run of a report. */
  showRun(index: number): void;
  requestFeature(source: string, target: string, feature: string): void;
  saveFigure(figure: Figure): void;
  stop(): void;
  openLog(): void;
  trainThese(): void;
  /** What the viewer kept when it was last closed. */
  readonly saved: unknown;
  save(state: unknown): void;
}
