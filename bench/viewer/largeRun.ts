import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Random } from '../../src/math/random.ts';
import { shell } from '../../test/e2e/lib/shell.ts';

export const LARGE = { samples: 10_000, features: 2_000, tables: ['first', 'second'] } as const;
const FACTORS = 4;

/** A run of tables as large as people bring, trained for two epochs by the command line; made once and kept. */
export async function largeRun(folder: string): Promise<string> {
  const run = join(folder, 'large-run');
  if (existsSync(join(run, 'run.crossmodal'))) return run;
  const data = join(folder, 'large-tables');
  await mkdir(data, { recursive: true });
  const random = new Random(1);
  const latents = Array.from({ length: LARGE.samples }, () => [...random.normals(FACTORS)]);
  for (const name of LARGE.tables) {
    await pipeline(Readable.from(tableRows(latents, random)), createWriteStream(join(data, `${name}.csv`)));
  }
  const labels = latents.map(([first], i) => `sample_${i},${first > 0 ? 'high' : 'low'}\n`);
  await pipeline(Readable.from(['sample_id,group\n', ...labels]), createWriteStream(join(data, 'labels.csv')));
  await shell(process.execPath, [
    join('dist', 'crossmodal.cjs'),
    'train',
    ...LARGE.tables.map((name) => join(data, `${name}.csv`)),
    ...['--labels', `${join(data, 'labels.csv')}:group`],
    ...['--epochs', '2', '--split', 'holdout', '--out', run],
  ]);
  await rm(data, { recursive: true });
  return run;
}

/** Features that are mixtures of a few factors, with noise. */
function* tableRows(latents: readonly (readonly number[])[], random: Random): Iterable<string> {
  const { features } = LARGE;
  const weights = Array.from({ length: FACTORS }, () => random.normals(features));
  yield `sample_id,${Array.from({ length: features }, (_, d) => `feature_${d + 1}`).join(',')}\n`;
  for (const [i, z] of latents.entries()) {
    const cells = Array.from(random.normals(features), (noise, d) =>
      z.reduce((sum, value, k) => sum + value * weights[k][d], noise).toFixed(3),
    );
    yield `sample_${i},${cells.join(',')}\n`;
  }
}
