import { extractSweep } from '../../src/report/sweepEmbedding.ts';
import type { FromSweepPage, ToSweepPage } from '../../src/run/sweepMessages.ts';
import { download } from './download.ts';
import { hostApi } from './hostApi.ts';
import type { SavedFile } from './source.ts';

/** Where the page of a sweep has its runs from: the host of the editor, or the page itself in a report. */
export interface SweepSource {
  /** "report": nothing can be started, stopped or opened */
  readonly kind: 'editor' | 'report';
  /** Starts the flow of messages. */
  listen(receive: (message: ToSweepPage) => void): void;
  tell(message: FromSweepPage): void;
  saveFile(file: SavedFile): void;
  /** What the page kept when it was last closed. */
  readonly saved: unknown;
  save(state: unknown): void;
}

/** Messages with the extension host. */
export function sweepEditorSource(): SweepSource {
  const host = hostApi<FromSweepPage>();
  return {
    kind: 'editor',
    listen(receive) {
      window.addEventListener('message', (event: MessageEvent<ToSweepPage>) => receive(event.data));
      host.postMessage({ type: 'ready' });
    },
    tell: (message) => host.postMessage(message),
    saveFile: (file) => host.postMessage(file),
    saved: host.getState(),
    save: (state) => host.setState(state),
  };
}

/** The sweep embedded in a report. */
export function sweepReportSource(json: string): SweepSource {
  const { plan, rows, final } = extractSweep(json);
  return {
    kind: 'report',
    listen(receive) {
      receive({ type: 'plan', folder: '', plan });
      receive({ type: 'rows', rows });
      if (final) receive({ type: 'final', final });
    },
    tell() {},
    saveFile: download,
    saved: null,
    save() {},
  };
}
