import { join } from 'node:path';
import { preflight } from '../../src/cli/preflight.ts';
import type { Inspection } from '../../src/run/inspection.ts';

const SAMPLES = join(import.meta.dirname, '../../samples/tcga-acc');

/** The sample tables as the page "Analyze Dataset" gets them. */
export function inspectionFixture(names = ['rnaseq', 'protein', 'mirna', 'mutations']): Promise<Inspection> {
  const files = names.map((name) => ({ name, file: join(SAMPLES, `${name}.csv`) }));
  return preflight(files, { file: join(SAMPLES, 'clinical.csv'), column: 'C1A.C1B' });
}
