import { extract } from '../../src/report/embedding.ts';
import { directionName } from '../../src/report/words.ts';
import type { ToViewer } from '../../src/run/viewerMessages.ts';
import type { Figure, Source } from './source.ts';

/** The runs embedded in a report. Everything is there from the start; figures are saved through a link. */
export function reportSource(json: string): Source {
  const runs = extract(json);
  let receive: (message: ToViewer) => void = () => {};
  let current = runs[0];

  function send(): void {
    if (!current) return;
    const { folder, run, history, latents, r2 } = current.data;
    receive({ type: 'run', folder, run, history });
    if (latents) receive({ type: 'latents', latents });
    if (r2) receive({ type: 'r2', r2 });
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
    requestFeature(source, target, feature) {
      const detail = current?.features.find(
        (entry) => entry.source === source && entry.target === target && entry.feature === feature,
      );
      if (detail) receive({ type: 'feature', detail });
      else {
        const message = `This report holds the samples of the best features of each direction only. Open the run in VS Code to see ${feature} (${directionName(source, target)}).`;
        receive({ type: 'featureFailed', source, target, feature, message });
      }
    },
    saveFigure: download,
    stop() {},
    openLog() {},
    trainThese() {},
    saved: null,
    save() {},
  };
}

function download({ name, format, content }: Figure): void {
  const png = format === 'png';
  const bytes = png ? Uint8Array.from(atob(content), (character) => character.charCodeAt(0)) : content;
  const type = { svg: 'image/svg+xml', png: 'image/png', csv: 'text/csv' }[format];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = `${name}.${format}`;
  link.click();
  URL.revokeObjectURL(link.href);
}
