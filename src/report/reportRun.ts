import { basename } from 'node:path';
import { readFeature, readRun, runFolderOf } from '../run/readRun.ts';
import type { FeatureDetail, R2Scores } from '../run/runData.ts';
import { UserError } from '../run/userError.ts';
import type { ReportRun } from './embedding.ts';

/** Features of each direction whose samples travel in the report. */
const FEATURES = 12;
/** Samples of all features together: about 16 MB of page. */
const MOST_SAMPLES = 1_500_000;

/**
 * Reads a run for a report: everything but the weights, with predicted against measured for the best features.
 * @param path the run folder, or the run.crossmodal in it
 * @throws UserError where there is no readable run
 */
export async function reportRun(path: string): Promise<ReportRun> {
  const folder = await runFolderOf(path);
  const data = await readRun(folder);
  const features = data.r2 ? await readFeatures(folder, data.r2, data.run.samples.total) : [];
  // Where the run lay on its author's disk is nobody's business.
  return { data: { ...data, folder: basename(folder) }, features };
}

async function readFeatures(folder: string, r2: R2Scores, samples: number): Promise<FeatureDetail[]> {
  const room = Math.floor(MOST_SAMPLES / Math.max(1, samples * r2.pairs.length));
  const count = Math.min(FEATURES, Math.max(1, room));
  const details: FeatureDetail[] = [];
  for (const { source, target, r2: values } of r2.pairs) {
    const names = r2.targets.find(({ name }) => name === target)?.features ?? [];
    for (const index of best(values, count)) {
      try {
        details.push(await readFeature(folder, source, target, names[index]));
      } catch (error) {
        // A run without predictions, such as a copied one, still has a report: its table says what is missing.
        if (error instanceof UserError) return details;
        throw error;
      }
    }
  }
  return details;
}

/** Indices of the largest values, NaN left out. */
function best(values: Float32Array, count: number): number[] {
  return [...values.keys()]
    .filter((index) => !Number.isNaN(values[index]))
    .sort((a, b) => values[b] - values[a])
    .slice(0, count);
}
