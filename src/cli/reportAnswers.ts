import { Answers } from '../analysis/answers.ts';
import { bestFeatures } from '../report/bestFeatures.ts';
import type { ReportRun } from '../report/embedding.ts';
import type { FeatureValues, RunData, Umap } from '../run/runData.ts';
import { UserError } from '../run/userError.ts';

/** Values of all features together: about 3 MB of page. */
const MOST_VALUES = 500_000;
/** A map of more samples takes longer to make than anybody waits for a page. */
const MOST_MAPPED = 5000;
/** A block of fewer dimensions is a picture as it is. */
const FEWEST_DIMENSIONS = 3;

/**
 * What a report needs besides the run folder: values of the best features of each direction, where the tables are at hand
 * and unchanged, and maps of blocks of three dimensions or more.
 * @param progress is told what is being done, and which table is left out and why
 */
export async function reportAnswers(
  folder: string,
  data: RunData,
  progress: (text: string) => void,
): Promise<Pick<ReportRun, 'values' | 'umaps'>> {
  if (!data.latents) return { values: [], umaps: [] };
  const answers = new Answers();
  return {
    values: await bestValues(answers, folder, data, progress),
    umaps: await maps(answers, folder, data, progress),
  };
}

/** Nobody ends this work but by ending the process. */
const { signal } = new AbortController();

async function bestValues(
  answers: Answers,
  folder: string,
  { run, r2 }: RunData,
  progress: (text: string) => void,
): Promise<FeatureValues[]> {
  const best = r2 ? bestFeatures(r2) : [];
  const most = Math.floor(MOST_VALUES / Math.max(1, run.samples.total * run.modalities.length));
  const values: FeatureValues[] = [];
  for (const { name: modality } of run.modalities) {
    const names = new Set(best.filter(({ target }) => target === modality).map(({ feature }) => feature));
    try {
      for (const feature of [...names].slice(0, most)) {
        const ask = { about: 'values' as const, id: feature, modality, feature };
        const answer = await answers.answer(folder, ask, { progress, signal });
        if (answer.about === 'values') values.push(answer.content);
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      progress(`The report holds no values of ${modality}. ${error.message}`);
    }
  }
  return values;
}

async function maps(answers: Answers, folder: string, { latents }: RunData, progress: (text: string) => void) {
  const umaps: Umap[] = [];
  for (const { name: block, dimensions } of latents?.blocks ?? []) {
    if (dimensions.length < FEWEST_DIMENSIONS || dimensions[0].length > MOST_MAPPED) continue;
    progress(`UMAP of ${block}`);
    try {
      const ask = { about: 'umap' as const, id: block, block };
      const answer = await answers.answer(folder, ask, { progress: () => {}, signal });
      if (answer.about === 'umap') umaps.push(answer.content);
    } catch (error) {
      // Fewer samples than a map takes: the page says so where it is asked for one.
      if (!(error instanceof UserError)) throw error;
    }
  }
  return umaps;
}
