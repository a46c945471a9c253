import { expect, it } from 'vitest';
import { inspect } from '../../src/cli/inspect.ts';
import { contentsDocumentSchema } from '../../src/run/fileContents.ts';
import { scratchFolder, userErrorOf } from '../data/scratch.ts';
import { callCommand } from './callCommand.ts';

const folder = scratchFolder();
const genes = folder.write('genes.csv', 'gene,s1,s2,s3\nENSG00000000003,1,2,3\nENSG00000000005,3,4,5\n');
const other = folder.write('other.csv', 'id,a,b\ns1,1,2\ns2,3,4\ns3,4,5\n');
const labels = folder.write('labels.csv', 'id,stage\ns1,early\ns2,late\ns3,late\n');

it('lists tables and labels of files, and which way round the tables lie', async () => {
  const { printed, document } = await callCommand(inspect, [genes, other, '--parts']);
  expect(printed.split('\n')).toEqual([
    `${genes}  about 2 × 3  dense`,
    `${other}  about 3 × 2  dense`,
    `${genes} has samples in its columns and is turned round.`,
  ]);
  const { files, orientation } = contentsDocumentSchema.parse(document);
  expect(files[0].tables).toEqual([
    { part: '', modality: null, chosen: true, layout: 'dense', rows: 2, columns: 3, exact: false },
  ]);
  expect(orientation).toEqual([
    { table: genes, rows: 'features', doubt: null },
    { table: other, rows: 'samples', doubt: null },
  ]);
});

it('says what makes it unsure, and takes the samples of a label for help', async () => {
  const alone = contentsDocumentSchema.parse((await callCommand(inspect, [genes, '--parts'])).document);
  expect(alone.orientation).toEqual([
    { table: genes, rows: 'samples', doubt: expect.stringMatching(/looks as if it had features in its rows/) },
  ]);
  const helped = await callCommand(inspect, [genes, '--parts', '--labels', `${labels}:stage`]);
  expect(contentsDocumentSchema.parse(helped.document).orientation[0]).toMatchObject({ rows: 'features', doubt: null });
});

it('lists a file that holds labels only, with examples', async () => {
  const file = 'test/data/readers/parquet/labels.parquet';
  const { printed, document } = await callCommand(inspect, [file, '--parts']);
  expect(printed).toMatch(/labels\.parquet: no table of numbers\n {2}label /);
  expect(contentsDocumentSchema.parse(document).files[0].tables).toEqual([]);
});

it('refuses what is not there', async () => {
  expect(await userErrorOf(() => callCommand(inspect, ['nowhere.h5mu', '--parts']))).toMatch(/nowhere\.h5mu does not/);
});
