import { describe, expect, test } from 'vitest';
import { draftStudy, type StudyChoices } from '../../src/extension/studyDraft.ts';
import { studySchema } from '../../src/run/study.ts';

const CHOICES: StudyChoices = {
  tables: [
    { name: 'rna', file: '/data/acc/rna.csv' },
    { name: 'mirna', file: '/data/acc/more/mirna.tsv.gz', idColumn: 'id' },
  ],
  labels: { file: '/data/clinical.csv', column: 'stage' },
  model: 'mmvae++',
  engine: 'auto',
};

describe('the study that the steps write', () => {
  test('names only what was chosen, with paths from the first table', () => {
    const { directory, name, study } = draftStudy(CHOICES);
    expect(directory).toBe('/data/acc');
    expect(name).toBe('rna-mirna');
    expect(study).toEqual({
      modalities: [
        { name: 'rna', file: 'rna.csv' },
        { name: 'mirna', file: 'more/mirna.tsv.gz', idColumn: 'id' },
      ],
      labels: { file: '../clinical.csv', column: 'stage' },
      model: { name: 'mmvae++' },
    });
    expect(studySchema.safeParse(study).success).toBe(true);
  });

  test('names the parts of files that hold several tables', () => {
    const tables = ['rna', 'protein'].map((part) => ({ name: part, file: '/data/cells.h5mu', part }));
    const { study } = draftStudy({ ...CHOICES, tables, labels: { file: '/data/cells.h5mu', column: 'celltype' } });
    expect(study.modalities).toEqual([
      { name: 'rna', file: 'cells.h5mu', part: 'rna' },
      { name: 'protein', file: 'cells.h5mu', part: 'protein' },
    ]);
    expect(study.labels).toEqual({ file: 'cells.h5mu', column: 'celltype' });
    expect(studySchema.safeParse(study).success).toBe(true);
  });

  test('names the engine only where it is not left to us', () => {
    expect(draftStudy({ ...CHOICES, engine: 'wasm', labels: null }).study).toMatchObject({ engine: 'wasm' });
  });

  test('keeps its name short with many tables', () => {
    const tables = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, file: `/data/${name}.csv` }));
    expect(draftStudy({ ...CHOICES, tables }).name).toBe('a-b-c-and-2-more');
  });
});
