import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { synthesize } from '../../src/data/synthesize.ts';
import { formatCsv } from '../../src/run/csv.ts';
import type { SweepInput } from '../../src/run/sweepFile.ts';
import { type PlannedSweep, planSweep } from '../../src/sweep/planSweep.ts';
import { writeSweep } from '../../src/sweep/writeSweep.ts';

/** Two small tables, a study of them and a sweep of that, planned and written into `directory`. A run takes about a second. */
export async function tinySweep(directory: string, sweep: Partial<SweepInput>): Promise<PlannedSweep> {
  await mkdir(directory, { recursive: true });
  const { modalities, sampleIds } = synthesize({ samples: 40, sharedFeatures: 3, privateFeatures: [3, 2], seed: 1 });
  for (const { name, features, values } of modalities) {
    const rows = sampleIds.map((id, n) => [id, ...values.subarray(n * features.length, (n + 1) * features.length)]);
    await writeFile(join(directory, `${name}.csv`), formatCsv(['id', ...features], rows));
  }
  const study = {
    modalities: modalities.map(({ name }) => ({ name, file: `${name}.csv` })),
    model: { name: 'mvae', shared: 1, private: 1, hidden: [4] },
    training: { epochs: 3 },
    evaluation: { split: 'holdout' },
    engine: 'wasm',
  };
  await writeFile(join(directory, 'tables.crossmodal.json'), JSON.stringify(study));
  const file = join(directory, 'tiny.sweep.json');
  await writeFile(file, JSON.stringify({ study: 'tables.crossmodal.json', ...sweep }));
  const planned = await planSweep(file);
  await writeSweep(planned);
  return planned;
}
