import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SyntheticData, type SyntheticSettings, synthesize } from '../data/synthesize.ts';
import { Random } from '../math/random.ts';
import { formatCsv } from '../run/csv.ts';
import { sampleRows } from '../run/sampleRows.ts';
import type { StudyInput } from '../run/study.ts';
import type { Tables } from './experiment.ts';

export interface SyntheticExample extends SyntheticSettings {
  /** share of the samples that lack one view, each of them another one in turn; default 0 */
  readonly missing?: number;
  /** sign: y = 1 where the first shared latent is positive. quadrant: NE, NW, SW or SE of the first two; default sign */
  readonly label?: 'sign' | 'quadrant';
}

/** Keeps which samples lack a view apart from other draws of the same seed ("miss" in ASCII). */
const STREAM = 0x6d697373;

/** The Gaussian-process example as tables view1.csv, view2.csv, … and labels.csv with the column y. */
export function syntheticTables(example: SyntheticExample): Tables {
  return {
    key: `synthetic ${JSON.stringify(example)}`,
    async write(folder) {
      const data = synthesize(example);
      const lacks = missingViews(example, data.sampleIds.length, data.modalities.length);
      for (const [v, { name, features, values }] of data.modalities.entries()) {
        const rows = [...sampleRows(data.sampleIds, values)].filter((_, n) => lacks[n] !== v);
        await writeFile(join(folder, `${name}.csv`), formatCsv(['sample_id', ...features], rows));
      }
      const classes = labels(data, example.label ?? 'sign');
      const rows = data.sampleIds.map((id, n) => [id, classes[n]]);
      await writeFile(join(folder, 'labels.csv'), formatCsv(['sample_id', 'y'], rows));
    },
  };
}

/** A study of these tables with the settings of the paper: latent 2+2+2, 100 epochs, Adam 1e-3, batch 128. */
export function syntheticStudy(
  views: number,
  {
    seed,
    model,
    training,
    labels: label,
  }: { seed: number } & Pick<StudyInput, 'model' | 'training'> & {
      readonly labels?: { readonly supervise: boolean; readonly weight?: number };
    },
): StudyInput {
  return {
    modalities: Array.from({ length: views }, (_, v) => ({
      name: `view${v + 1}`,
      file: `view${v + 1}.csv`,
      transform: ['standardize' as const],
      likelihood: 'gaussian' as const,
    })),
    labels: { file: 'labels.csv', column: 'y', ...label },
    model: { shared: 2, private: 2, hidden: [128], ...model },
    training: { epochs: 100, batchSize: 128, learningRate: 1e-3, beta: { from: 1e-5, to: 1 }, seed, ...training },
    evaluation: { split: 'holdout', testFraction: 0.2 },
  };
}

/** For each sample the view that it lacks, −1 = none. */
function missingViews({ missing = 0, seed }: SyntheticExample, samples: number, views: number): Int32Array {
  const lacks = new Int32Array(samples).fill(-1);
  const order = new Random(seed, STREAM).permutation(samples);
  order.subarray(0, Math.round(missing * samples)).forEach((n, i) => {
    lacks[n] = i % views;
  });
  return lacks;
}

function labels({ labels: { y }, truth }: SyntheticData, kind: 'sign' | 'quadrant'): (string | number)[] {
  if (kind === 'sign') return [...y];
  const [{ dimensions, values }] = truth;
  return Array.from(y, (_, n) => {
    const [east, north] = values.subarray(n * dimensions, n * dimensions + 2);
    return `${north > 0 ? 'N' : 'S'}${east > 0 ? 'E' : 'W'}`;
  });
}
