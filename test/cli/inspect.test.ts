import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/cli/inspect.ts';
import { parseLabelsOption } from '../../src/cli/labelsOption.ts';
import { inspectionSchema } from '../../src/run/inspection.ts';
import { scratchFolder, userErrorOf } from '../data/scratch.ts';
import { callCommand } from './callCommand.ts';

const samples = fileURLToPath(new URL('../../samples/tcga-acc/', import.meta.url));
const files = ['rnaseq', 'mirna', 'protein', 'mutations', 'copy_number'].map((name) => join(samples, `${name}.csv`));
const folder = scratchFolder();

describe('crossmodal inspect', () => {
  it('prints tables, overlap, label and findings with fixes', async () => {
    const { printed } = await callCommand(inspect, [...files, '--labels', `${join(samples, 'clinical.csv')}:C1A.C1B`]);
    const lines = printed.split('\n').map((line) => line.replace(/ +/g, ' ').trim());
    expect(lines).toContain('rnaseq CSV 79 198 0.0 % 0 · 901 · 355,000 intensities gaussian log1p, standardize');
    expect(lines).toContain('mutations CSV 90 97 0.0 % 0 · 0 · 1 binary bernoulli none');
    expect(lines).toContain('92 samples, 43 of them in every table:');
    expect(lines).toContain('32 in rnaseq, mirna, mutations, copy_number');
    expect(lines).toContain('Label "C1A.C1B": 2 classes, 14 samples without');
    expect(lines).toContain(
      'WARNING mirna has 14 times as many features as protein (471 and 33); its private variation may drown the shared signal.',
    );
    expect(lines).toContain('→ mmvae++ is made for this; or keep the top N features by variance ("topVariance").');
    expect(lines.some((line) => line.startsWith('NOTE 24 features of mutations have one value only, or none: '))).toBe(
      true,
    );
  });

  it('gives the whole inspection as a document, and prints nothing with --json', async () => {
    const { printed, document } = await callCommand(inspect, [...files.slice(0, 2), '--json']);
    expect(printed).toBe('');
    const inspection = inspectionSchema.parse(JSON.parse(JSON.stringify(document)));
    expect(inspection.tables.map(({ name, samples: n, features }) => [name, n, features])).toEqual([
      ['rnaseq', 79, 198],
      ['mirna', 80, 471],
    ]);
    expect(inspection.labels).toBeNull();
  });

  it('reads a study: its tables, its label and what it says of them', async () => {
    const modalities = files.slice(0, 2).map((file, k) => ({ name: ['rna', 'mirna'][k], file, topVariance: 100 }));
    const labels = { file: join(samples, 'clinical.csv'), column: 'C1A.C1B' };
    const study = folder.write('two.crossmodal.json', JSON.stringify({ modalities, labels }));
    const { document } = await callCommand(inspect, [study, '--json']);
    const inspection = inspectionSchema.parse(document);
    expect(inspection.tables.map(({ name, weight }) => [name, weight?.features])).toEqual([
      ['rna', 100],
      ['mirna', 100],
    ]);
    expect(inspection.labels?.column).toBe('C1A.C1B');
    expect(await userErrorOf(() => callCommand(inspect, [study, files[0]]))).toMatch(/takes one study, or tables/);
  });

  it('says so when there is nothing to put right', async () => {
    const text = ['id,a', ...Array.from({ length: 200 }, (_, n) => `s${n},${Math.sin(n)}`)].join('\n');
    const { printed } = await callCommand(inspect, [folder.write('fine.csv', text)]);
    expect(printed).toMatch(/Nothing to put right\.$/);
  });

  it('refuses no table, a missing one, and labels without a column', async () => {
    expect(await userErrorOf(() => callCommand(inspect, []))).toMatch(/needs at least one table/);
    expect(await userErrorOf(() => callCommand(inspect, ['nowhere.csv']))).toMatch(/^nowhere\.csv does not exist/);
    expect(await userErrorOf(() => callCommand(inspect, [files[0], '--labels', 'clinical.csv']))).toMatch(
      /--labels clinical\.csv: name the file and its column/,
    );
  });
});

describe('--labels FILE:COLUMN', () => {
  it('is cut where the file ends', () => {
    const file = folder.write('odd:name.csv', '');
    expect(parseLabelsOption('clinical.csv:stage')).toEqual({ file: 'clinical.csv', column: 'stage' });
    expect(parseLabelsOption(`${file}:a:b`)).toEqual({ file, column: 'a:b' });
    expect(parseLabelsOption('C:\\data\\clinical.csv:stage')).toEqual({
      file: 'C:\\data\\clinical.csv',
      column: 'stage',
    });
  });

  it.each(['', ':', 'a.csv:', ':stage'])('is refused as %j', async (text) => {
    expect(await userErrorOf(() => parseLabelsOption(text))).toMatch(/name the file and its column/);
  });
});
