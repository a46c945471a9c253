import { extract } from '../../src/report/embedding.ts';
import { directionName } from '../../src/report/words.ts';
import type { ToViewer } from '../../src/run/viewerMessages.ts';
import type { SavedFile, Source } from './source.ts';

const MIME: Record<SavedFile['format'], string> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  csv: 'text/csv',
  json: 'application/json',
  txt: 'text/plain',
};

const NEEDS_TABLES = 'This takes the tables, which a report does not hold. Open the run in VS Code.';

/** The runs embedded in a report. Everything is there from the start; figures are saved through a link. */
export function reportSource(json: string): Source {
  const runs = extract(json);
  let receive: (message: ToViewer) => void = () => {};
  let current = runs[0];

  function send(): void {
    if (!current) return;
    const { folder, run, history, latents, r2, loadings, groups } = current.data;
    receive({ type: 'run', folder, run, history });
    if (latents) receive({ type: 'latents', latents });
    if (r2) receive({ type: 'r2', r2 });
    receive({ type: 'loadings', loadings });
    receive({ type: 'groups', groups });
  }

  return {
    kind: 'report',
    runs: runs.map(({ data }) => data.folder),
    listen(listener) {
      receive = listener;
      send();
    },
    showRun(index) {
      current = runs[index];
      send();
    },
    ask(ask) {
      const { about, id } = ask;
      if (about === 'prediction') {
        const { source, target, feature } = ask;
        const content = current?.features.find(
          (entry) => entry.source === source && entry.target === target && entry.feature === feature,
        );
        if (content) return receive({ type: 'answer', answer: { about, id, content } });
        const message = `This report holds the samples of the best features of each direction only. Open the run in VS Code to see ${feature} (${directionName(source, target)}).`;
        return receive({ type: 'askFailed', about, id, message });
      }
      receive({ type: 'askFailed', about, id, message: NEEDS_TABLES });
    },
    // A page on disk cannot be written: groups live as long as it is open.
    saveGroups() {},
    saveFile: download,
    tellFigures() {},
    stop() {},
    resume() {},
    openLog() {},
    openRun() {},
    trainThese() {},
    applyRemedy() {},
    saved: null,
    save() {},
  };
}

function download({ name, format, content }: SavedFile): void {
  const png = format === 'png';
  const bytes = png ? Uint8Array.from(atob(content), (character) => character.charCodeAt(0)) : content;
  const type = MIME[format];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = `${name}.${format}`;
  link.click();
  URL.revokeObjectURL(link.href);
}
