import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { parseStudy } from '../../../src/run/readStudy.ts';
import type { StudyInput } from '../../../src/run/study.ts';
import { loadDataset } from '../../../src/trainer/data/dataset.ts';
import { readStudyTables } from '../../../src/trainer/data/studyTables.ts';
import { scratchFolder } from '../../data/scratch.ts';

/** Until the time of a file can be relied upon. */
const SETTLED_MS = 2_200;

const folder = scratchFolder();
const text = (value: number): string => `id,a,b\ns1,1,${value}\ns2,3,4\ns3,5,7\n`;

function study(change: Partial<StudyInput> = {}) {
  const modalities = ['one', 'two'].map((name) => ({ name, file: `${name}.csv` }));
  return parseStudy({ modalities, ...change }, 'the test’s study');
}

it('keeps what it read last for other settings of the same tables, and reads what has changed', async () => {
  folder.write('one.csv', text(2));
  folder.write('two.csv', text(3));
  folder.write('labels.csv', 'id,y\ns1,u\ns2,v\ns3,v\n');
  const read = (change: Partial<StudyInput> = {}) => readStudyTables(study(change), folder.path);

  // Just written, a file may change without a new time.
  expect(await read()).not.toBe(await read());
  await sleep(SETTLED_MS);
  const first = await read();
  const [one, two] = study().modalities;
  expect(
    await read({ modalities: [{ ...one, transform: ['standardize'], topVariance: 1, likelihood: 'laplace' }, two] }),
  ).toBe(first);
  const labelled = await read({ labels: { file: 'labels.csv', column: 'y' } });
  expect(labelled).not.toBe(first);
  expect(labelled.labels?.columns.map(({ name }) => name)).toEqual(['y']);
  // One data set at a time.
  const again = await read();
  expect(again).not.toBe(first);
  expect(again).toEqual(first);
  expect(await read({ modalities: [{ ...one, rows: 'samples' }, two] })).not.toBe(again);

  await read();
  folder.write('two.csv', text(9));
  const changed = await read();
  expect(Array.from(changed.tables[1].table.matrix.values)).toEqual([1, 9, 3, 4, 5, 7]);
  expect(changed.hashes).not.toEqual(first.hashes);
});

it('lends the same values to every run: none of them changes what another sees', async () => {
  folder.write('one.csv', 'id,a,b\ns1,1,2\ns2,,4\ns3,5,7\ns4,8,1\n');
  folder.write('two.csv', text(3));
  await sleep(SETTLED_MS);
  const first = await loadDataset(study({ samples: 'union' }), folder.path);
  const second = await loadDataset(study({ samples: 'union' }), folder.path);
  expect(second).toEqual(first);
  expect(second.cohort.modalities[0].matrix).toBe(first.cohort.modalities[0].matrix);
});
