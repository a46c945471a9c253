import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { synthesize } from '../../../src/data/synthesize.ts';
import { Random } from '../../../src/math/random.ts';
import { formatCsv } from '../../../src/run/csv.ts';
import { sampleRows } from '../../../src/run/sampleRows.ts';
import type { StudyInput } from '../../../src/run/study.ts';
import type { SweepInput } from '../../../src/run/sweepFile.ts';
import { CACHE, ROOT } from './paths.ts';
import { shell } from './shell.ts';

/** Standard deviation of noise beside features of standard deviation 1: measured tables are noisy. */
const NOISE = 0.8;

/**
 * A finished sweep over two noisy tables whose features depend on two dimensions that they have in common. What is trained stays
 * for the next time. @returns the folder of tables, study, sweep file and runs
 */
export async function pictureSweep(): Promise<string> {
  const folder = join(CACHE, 'e2e', 'pictures', 'synthetic');
  await mkdir(folder, { recursive: true });
  const data = synthesize({ samples: 300, sharedFeatures: 20, privateFeatures: [5, 5], seed: 0 });
  for (const [v, { name, features, values }] of data.modalities.entries()) {
    const noise = new Random(v).normals(values.length);
    const rows = sampleRows(
      data.sampleIds,
      values.map((value, i) => value + NOISE * noise[i]),
    );
    await writeFile(join(folder, `${name}.csv`), formatCsv(['sample_id', ...features], rows));
  }
  const study: StudyInput = {
    modalities: data.modalities.map(({ name }) => ({ name, file: `${name}.csv` })),
    training: { epochs: 80, batchSize: 32, learningRate: 0.005 },
    evaluation: { split: 'holdout', testFraction: 0.2 },
  };
  const sweep: SweepInput = {
    study: 'noisy.crossmodal.json',
    grid: { 'model.name': ['mvae', 'mmvae++'], 'model.shared': [1, 2, 3, 5, 8], seed: { count: 5 } },
  };
  await writeFile(join(folder, sweep.study), JSON.stringify(study, null, 2));
  await writeFile(join(folder, 'sizes.sweep.json'), JSON.stringify(sweep, null, 2));
  await shell(process.execPath, [join(ROOT, 'dist', 'crossmodal.cjs'), 'sweep', join(folder, 'sizes.sweep.json')]);
  return folder;
}
