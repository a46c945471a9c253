import { describe, expect, it } from 'vitest';
import { labelValues, readLabels, requireUsableLabel } from '../../src/data/labelTable.ts';
import { labelColumn } from '../../src/run/labelColumn.ts';
import { scratchFolder, userErrorOf } from './scratch.ts';

const folder = scratchFolder();

describe('label tables', () => {
  it('reads every column as text, in order, missing cells as null', async () => {
    const file = folder.write('labels.csv', 'id,stage,age,"a, b"\ns1,stage ii,61,x\ns2,NA,,"""y"""\n');
    expect(await readLabels(file, {})).toEqual({
      file,
      sampleIds: ['s1', 's2'],
      columns: [
        { name: 'stage', values: ['stage ii', null] },
        { name: 'age', values: ['61', null] },
        { name: 'a, b', values: ['x', '"y"'] },
      ],
    });
  });

  it('brings a column into the order of the samples', async () => {
    const table = await readLabels(folder.write('order.csv', 'g,id\nx,s1\ny,s2\n,s3\n'), { idColumn: 'id' });
    expect(labelValues(table, 'g', ['s3', 's2', 'other', 's1'])).toEqual([null, 'y', null, 'x']);
  });

  it('refuses a missing column, strangers and what any table is refused for', async () => {
    const file = folder.write('labels.csv', 'id,stage\ns1,i\n');
    const table = await readLabels(file, {});
    expect(await userErrorOf(() => labelValues(table, 'Stage', ['s1']))).toBe(
      `${file} has no column "Stage". Its columns are: "stage".`,
    );
    expect(await userErrorOf(() => labelValues(table, 'stage', ['t1']))).toMatch(
      /none of its sample ids \("s1"\) is in the tables \("t1"\)/,
    );
    const twice = folder.write('twice.csv', 'id,stage\ns1,i\ns1,ii\n');
    expect(await userErrorOf(() => readLabels(twice, {}))).toMatch(/rows 2 and 3: both have the sample id "s1"/);
  });
});

describe('what a label is', () => {
  const numbers = (n: number) => Array.from({ length: n }, (_, i) => String(i / 2));

  it('is classes for text and for at most 20 numbers, a scale for more', () => {
    expect(labelColumn('l', ['grade 10', 'grade 2', null, 'grade 10'])).toEqual({
      kind: 'categorical',
      name: 'l',
      classes: ['grade 2', 'grade 10'],
      codes: Int32Array.of(1, 0, -1, 1),
    });
    expect(labelColumn('l', numbers(20)).kind).toBe('categorical');
    expect(labelColumn('l', [...numbers(21), null])).toEqual({
      kind: 'continuous',
      name: 'l',
      values: Float32Array.of(...numbers(21).map(Number), Number.NaN),
    });
    expect(labelColumn('l', [...numbers(21), 'unknown']).kind).toBe('categorical');
  });

  it('is refused when nothing can be learnt from it', async () => {
    const refusal = (values: (string | null)[]) =>
      userErrorOf(() => requireUsableLabel(labelColumn('l', values), 'labels.csv'));
    expect(await refusal(['a', 'a', null])).toMatch(
      /labels\.csv, column "l": every labelled sample is "a"\. A label needs at least two classes/,
    );
    expect(await refusal([null, null])).toMatch(/no sample of the tables has a label/);
    expect(await refusal(Array.from({ length: 32768 }, (_, i) => `id${i}`))).toMatch(
      /32768 different texts; it looks like an id/,
    );
    requireUsableLabel(labelColumn('l', ['a', 'b', null]), 'labels.csv');
  });
});
