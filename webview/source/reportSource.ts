import { extract, type ReportRun } from '../../src/report/embedding.ts';
import { directionName } from '../../src/report/words.ts';
import { comparedRun } from '../../src/run/comparedRun.ts';
import type { Answer, ToViewer, ViewerAsk } from '../../src/run/viewerMessages.ts';
import { download } from './download.ts';
import type { Source } from './source.ts';

/** The runs embedded in a report. Everything is there from the start; figures are saved through a link. */
export function reportSource(json: string): Source {
  const runs = extract(json);
  let receive: (message: ToViewer) => void = () => {};
  /** null = all beside each other */
  let current = runs.length > 1 ? null : runs[0];

  function send(): void {
    if (current === null) {
      const compared = runs.map(({ data }) => comparedRun(data));
      receive({ type: 'comparison', folders: compared.map(({ folder }) => folder), runs: compared, unread: [] });
      return;
    }
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
      current = index === null ? null : runs[index];
      send();
    },
    ask(ask) {
      const { about, id } = ask;
      const answer = current && answerOf(current, ask);
      if (answer) receive({ type: 'answer', answer });
      else receive({ type: 'askFailed', about, id, message: absence(current ?? undefined, ask) });
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
    inspectAgain() {},
    saved: null,
    save() {},
  };
}

/** What the page holds of an answer; null where it has none. */
function answerOf({ features, values, umaps }: ReportRun, ask: ViewerAsk): Answer | null {
  const { id } = ask;
  switch (ask.about) {
    case 'prediction': {
      const { about, source, target, feature } = ask;
      const content = features.find(
        (entry) => entry.source === source && entry.target === target && entry.feature === feature,
      );
      return content ? { about, id, content } : null;
    }
    case 'values': {
      const { about, modality, feature } = ask;
      const content = values.find((entry) => entry.modality === modality && entry.feature === feature);
      return content ? { about, id, content } : null;
    }
    case 'umap': {
      const { about, block } = ask;
      const content = umaps.find((entry) => entry.block === block);
      return content ? { about, id, content } : null;
    }
    case 'distinction':
      return null;
  }
}

/** Why an answer is not there, and where to get it. */
function absence(run: ReportRun | undefined, ask: ViewerAsk): string {
  switch (ask.about) {
    case 'prediction':
      return `This report holds the samples of the best features of each direction only. Open the run in VS Code to see ${ask.feature} (${directionName(ask.source, ask.target)}).`;
    case 'values': {
      const { modality, feature } = ask;
      const held = run?.values.some((entry) => entry.modality === modality);
      const reason = held
        ? 'This report holds the values of the features that are predicted best only.'
        : `This report was written without the table of ${modality}.`;
      return `${reason} Open the run in VS Code to see ${feature}.`;
    }
    case 'umap':
      return `This report holds no UMAP of ${ask.block}. Open the run in VS Code to make one.`;
    case 'distinction':
      return 'This takes all features of all tables, which a report does not hold. Open the run in VS Code.';
  }
}
