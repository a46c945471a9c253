import type { FromViewer, ToViewer } from '../../src/run/viewerMessages.ts';
import type { Source } from './source.ts';

interface VsCodeApi {
  postMessage(message: FromViewer): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** Messages with the extension host. Typed arrays arrive as they were sent. */
export function editorSource(): Source {
  const host = acquireVsCodeApi();
  document.addEventListener('securitypolicyviolation', (event) => {
    host.postMessage({ type: 'violation', directive: event.effectiveDirective, blocked: event.blockedURI });
  });
  return {
    kind: 'editor',
    runs: [],
    listen(receive) {
      window.addEventListener('message', (event: MessageEvent<ToViewer>) => receive(event.data));
      host.postMessage({ type: 'ready' });
    },
    showRun() {},
    requestFeature: (source, target, feature) => host.postMessage({ type: 'requestFeature', source, target, feature }),
    saveFigure: (figure) => host.postMessage(figure),
    stop: () => host.postMessage({ type: 'stop' }),
    openLog: () => host.postMessage({ type: 'openLog' }),
    trainThese: () => host.postMessage({ type: 'trainThese' }),
    saved: host.getState(),
    save: (state) => host.setState(state),
  };
}
