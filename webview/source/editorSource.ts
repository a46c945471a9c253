import type { FromViewer, ToViewer } from '../../src/run/viewerMessages.ts';
import { hostApi } from './hostApi.ts';
import type { Source } from './source.ts';

/** Messages with the extension host. Typed arrays arrive as they were sent. */
export function editorSource(): Source {
  const host = hostApi<FromViewer>();
  return {
    kind: 'editor',
    runs: [],
    listen(receive) {
      window.addEventListener('message', (event: MessageEvent<ToViewer>) => receive(event.data));
      host.postMessage({ type: 'ready' });
    },
    showRun() {},
    ask: (ask) => host.postMessage({ type: 'ask', ask }),
    saveGroups: (groups, base) => host.postMessage({ type: 'saveGroups', groups: [...groups], base: [...base] }),
    saveFile: (file) => host.postMessage(file),
    tellFigures: (plots) => host.postMessage({ type: 'figures', plots: [...plots] }),
    stop: () => host.postMessage({ type: 'stop' }),
    resume: () => host.postMessage({ type: 'resume' }),
    openLog: () => host.postMessage({ type: 'openLog' }),
    openRun: (folder) => host.postMessage({ type: 'openRun', folder }),
    trainThese: () => host.postMessage({ type: 'trainThese' }),
    applyRemedy: (finding) => host.postMessage({ type: 'applyRemedy', finding }),
    inspectAgain: () => host.postMessage({ type: 'inspectAgain' }),
    saved: host.getState(),
    save: (state) => host.setState(state),
  };
}
