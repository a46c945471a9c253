import { expect, test } from 'vitest';
import { parseStudy } from '../../src/run/readStudy.ts';
import { requireScore } from '../../src/sweep/requireScore.ts';

const modalities = [
  { name: 'rna', file: 'rna.csv' },
  { name: 'protein', file: 'protein.csv' },
];
const unlabelled = parseStudy({ modalities }, 'a');
const labelled = parseStudy({ modalities, labels: { file: 'clinical.csv', column: 'stage' } }, 'a');

test.each(['r2', 'r2:rna:protein', 'r2:protein:rna', 'auc:shared', 'auc:private_rna', 'auc:all'])(
  'runs with labels have %s',
  (score) => expect(() => requireScore(score, labelled)).not.toThrow(),
);

test('another score is refused with those that there are', () => {
  const other = (score: string) => () => requireScore(score, labelled);
  expect(other('r3')).toThrow(
    'runs of this study have no score "r3". They have "r2", "r2:SOURCE:TARGET" with two of rna, protein, and "auc:shared", "auc:private_rna", "auc:private_protein", "auc:all".',
  );
  expect(other('r2:rna:rna')).toThrow('no score "r2:rna:rna"');
  expect(other('r2:rnaseq:protein')).toThrow('with two of rna, protein');
});

test('AUC needs labels', () => {
  expect(() => requireScore('auc:shared', unlabelled)).toThrow('is about labels, and the study has none');
});
