import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseStudyInput } from '../../src/run/readStudy.ts';
import { settingsText } from '../../src/run/settingsText.ts';
import type { StudyInput } from '../../src/run/study.ts';
import { userErrorOf } from '../data/scratch.ts';

const SAMPLE = new URL('../../samples/tcga-acc/acc.crossmodal.json', import.meta.url);

test('a study is laid out as people write it: the sample study comes back to the letter', async () => {
  const text = await readFile(SAMPLE, 'utf8');
  expect(settingsText(parseStudyInput(text, 'acc.crossmodal.json'))).toBe(text);
});

test('what does not fit on a line takes several', () => {
  const file = `${'long/'.repeat(25)}rna.csv`;
  const study: StudyInput = {
    modalities: [
      { name: 'rna', file, transform: ['log1p', 'standardize'] },
      { name: 'mirna', file: 'mirna.csv' },
    ],
  };
  expect(settingsText(study)).toBe(`{
  "modalities": [
    {
      "name": "rna",
      "file": "${file}",
      "transform": ["log1p", "standardize"]
    },
    { "name": "mirna", "file": "mirna.csv" }
  ]
}
`);
});

test('every study reads back as it was', () => {
  const modality = fc.record(
    {
      name: fc.constantFrom('rna', 'mirna', 'protein'),
      file: fc.string({ minLength: 1 }),
      transform: fc.constantFrom<('log1p' | 'standardize')[]>([], ['log1p'], ['log1p', 'standardize']),
      topVariance: fc.integer({ min: 1, max: 9999 }),
    },
    { requiredKeys: ['name', 'file'] },
  );
  const study = fc.record(
    {
      modalities: fc.array(modality, { minLength: 2, maxLength: 6 }),
      labels: fc.record({ file: fc.string({ minLength: 1 }), column: fc.string({ minLength: 1 }) }),
      samples: fc.constantFrom('union' as const, 'intersection' as const),
      model: fc.record({ private: fc.dictionary(fc.string(), fc.nat()) }),
    },
    { requiredKeys: ['modalities'] },
  );
  fc.assert(
    fc.property(study, (given) => {
      expect(parseStudyInput(settingsText(given), 'study')).toEqual(JSON.parse(JSON.stringify(given)));
    }),
  );
});

test('a study that is none is refused with its name', async () => {
  expect(await userErrorOf(() => parseStudyInput('{', 'a.crossmodal.json'))).toMatch(
    /^a\.crossmodal\.json is not JSON/,
  );
  expect(await userErrorOf(() => parseStudyInput('{"modalities": []}', 'a.crossmodal.json'))).toMatch(
    /^a\.crossmodal\.json cannot be used:\n.*at least two/,
  );
});
