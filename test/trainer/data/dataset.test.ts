import { expect, it } from 'vitest';
import { parseStudy } from '../../../src/run/readStudy.ts';
import { loadDataset } from '../../../src/trainer/data/dataset.ts';
import { resolveStudy } from '../../../src/trainer/resolveStudy.ts';
import { scratchFolder, userErrorOf } from '../../data/scratch.ts';

const folder = scratchFolder();
folder.write('protein.csv', 'id,x,y\ns1,1.5,2\ns2,3,4.5\ns3,5,6\n');
folder.write('rna.csv', 'gene,s3,s1,s2\nTP53,3,1,2\nMYC,6,4,5\n');
folder.write('labels.csv', 'id,group\ns1,a\ns2,b\ns3,a\n');
folder.write('strange.csv', 'gene,t3,t1,t2\nTP53,3,1,2\nMYC,6,4,5\nACTB,1,1,1\nGAPDH,0,2,1\n');

function load(file: string, rows?: 'samples' | 'features') {
  const modalities = [
    { name: 'protein', file: 'protein.csv' },
    { name: 'rna', file, ...(rows && { rows }) },
  ];
  const study = parseStudy({ modalities, labels: { file: 'labels.csv', column: 'group' } }, 'study.crossmodal.json');
  return loadDataset(study, folder.path).then((dataset) => ({ dataset, resolved: resolveStudy(study, dataset) }));
}

it('turns a table round whose columns are samples, says so, and writes it down', async () => {
  const { dataset, resolved } = await load('rna.csv');
  const [, rna] = dataset.cohort.modalities;
  expect(rna.sampleIds).toEqual(['s1', 's2', 's3']);
  expect(rna.features).toEqual(['TP53', 'MYC']);
  expect([...rna.matrix.values]).toEqual([1, 4, 2, 5, 3, 6]);
  expect(dataset.warnings).toEqual([`${folder.path}/rna.csv has samples in its columns: turned round.`]);
  expect(resolved.modalities.map(({ rows }) => rows)).toEqual(['samples', 'features']);
});

it('says nothing where the study says so itself', async () => {
  const { dataset, resolved } = await load('rna.csv', 'features');
  expect(dataset.cohort.modalities[1].features).toEqual(['TP53', 'MYC']);
  expect(dataset.warnings).toEqual([]);
  expect(resolved.modalities[1].rows).toBe('features');
});

it('names the setting where nothing matches and the rows look like features', async () => {
  expect(await userErrorOf(() => load('strange.csv'))).toMatch(
    /no sample in common[\s\S]*strange\.csv looks as if it had features in its rows .* set "rows": "features" for this table/,
  );
});
