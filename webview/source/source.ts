import type { Group } from '../../src/run/groups.ts';
import type { FromViewer, ToViewer, ViewerAsk } from '../../src/run/viewerMessages.ts';

export type SavedFile = Extract<FromViewer, { type: 'saveFile' }>;

/** Where the viewer's data comes from: the host of the editor, or the page itself in a report. */
export interface Source {
  /** "report": what was not sent along cannot be asked for, and there is no run to stop */
  readonly kind: 'editor' | 'report';
  /** Names of the runs to switch between; empty in the editor. */
  readonly runs: readonly string[];
  /** Starts the flow of messages. */
  listen(receive: (message: ToViewer) => void): void;
  /** Draws another run of a report; null = all of them beside each other. */
  showRun(index: number | null): void;
  /** The answer comes as a message of the same id. */
  ask(ask: ViewerAsk): void;
  /** Keeps groups with the run; all there are come back as a message. @param base what came last */
  saveGroups(groups: readonly Group[], base: readonly Group[]): void;
  saveFile(file: SavedFile): void;
  /** Tells the host which plots of the page can be saved. */
  tellFigures(plots: readonly string[]): void;
  stop(): void;
  resume(): void;
  openLog(): void;
  openRun(folder: string): void;
  trainThese(): void;
  applyRemedy(finding: number): void;
  inspectAgain(): void;
  /** What the viewer kept when it was last closed. */
  readonly saved: unknown;
  save(state: unknown): void;
}
