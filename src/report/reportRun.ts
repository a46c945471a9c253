import { basename } from 'node:path';
import { readFeature, readRun, runFolderOf } from '../run/readRun.ts';
import type { FeatureDetail, R2Scores } from '../run/runData.ts';
import { UserError } from '../run/userError.ts';
import { bestFeatures } from './bestFeatures.ts';
import type { ReportRun } from './embedding.ts';

/** Samples of all features together: about 16 MB of page. */
const MOST_SAMPLES = 1_500_000;

/**
 * Reads a run for a report: everything but the weights, with predicted against measured for the best features.
 * @param path the run folder, or the run.crossmodal in it
 * @throws UserError where there is no readable run
 */
export async function reportRun(path: string): Promise<Pick<ReportRun, 'data' | 'features'>> {
  const folder = await runFolderOf(path);
  const data = await readRun(folder);
  const features = data.r2 ? await readFeatures(folder, data.r2, data.run.samples.total) : [];
  // Where the run lay on its author's disk is nobody's business.
  return { data: { ...data, folder: basename(folder) }, features };
}

async function readFeatures(folder: string, r2: R2Scores, samples: number): Promise<FeatureDetail[]> {
  const room = Math.floor(MOST_SAMPLES / Math.max(1, samples * r2.pairs.length));
  const details: FeatureDetail[] = [];
  for (const { source, target, feature } of bestFeatures(r2, Math.max(1, room))) {
    try {
      details.push(await readFeature(folder, source, target, feature));
    } catch (error) {
      // A run without predictions, such as a copied one, still has a report: its table says what is missing.
      if (error instanceof UserError) return details;
      throw error;
    }
  }
  return details;
}
