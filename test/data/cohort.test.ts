import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchSamples } from '../../src/data/cohort.ts';
import { denseMatrix } from '../../src/data/matrix.ts';
import type { Table } from '../../src/data/table.ts';
import { userErrorOf } from './scratch.ts';

const nan = Number.NaN;

/** A table whose value in row n, column k is 100 n + k; rows named in `blank` are missing. */
function table(file: string, sampleIds: string[], width = 2, blank: string[] = []): Table {
  const features = Array.from({ length: width }, (_, k) => `${file}_${k}`);
  const values = Float32Array.from({ length: sampleIds.length * width }, (_, i) =>
    blank.includes(sampleIds[Math.floor(i / width)]) ? nan : 100 * Math.floor(i / width) + (i % width),
  );
  return { file, sampleIds, features, matrix: denseMatrix(values, width) };
}

const named = (...tables: Table[]) => tables.map((one) => ({ name: one.file.replace('.csv', ''), table: one }));

describe('matching by id', () => {
  const a = table('a.csv', ['s1', 's2', 's3'], 2, ['s3']);
  const b = table('b.csv', ['s4', 's2', 's1', 's3'], 1);

  it('keeps every sample in the union, by first appearance, with what it lacks marked', () => {
    const cohort = matchSamples(named(a, b), 'union');
    expect(cohort.sampleIds).toEqual(['s1', 's2', 's4', 's3']);
    expect(
      cohort.modalities.map(({ name, file, features, observed }) => ({
        name,
        file,
        features,
        observed: [...observed],
      })),
    ).toEqual([
      { name: 'a', file: 'a.csv', features: ['a.csv_0', 'a.csv_1'], observed: [1, 1, 0, 0] },
      { name: 'b', file: 'b.csv', features: ['b.csv_0'], observed: [1, 1, 1, 1] },
    ]);
    expect([...cohort.modalities[0].matrix.values]).toEqual([0, 1, 100, 101, nan, nan, nan, nan]);
    expect([...cohort.modalities[1].matrix.values]).toEqual([200, 100, 0, 300]);
  });

  it('keeps only complete samples in the intersection; a blank row is not complete', () => {
    const cohort = matchSamples(named(a, b), 'intersection');
    expect(cohort.sampleIds).toEqual(['s1', 's2']);
    expect([...cohort.modalities[1].matrix.values]).toEqual([200, 100]);
  });

  it('leaves out a sample that is blank in every table', () => {
    const cohort = matchSamples(named(a, table('c.csv', ['s1', 's3'], 1, ['s3'])), 'union');
    expect(cohort.sampleIds).toEqual(['s1', 's2']);
  });

  it('puts every value where its id is, for any ids', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1 });
    fc.assert(
      fc.property(
        fc.array(ids, { minLength: 2, maxLength: 4 }),
        fc.constantFrom('union' as const, 'intersection' as const),
        (lists, mode) => {
          const tables = lists.map((list, t) => table(`t${t}.csv`, ['always', ...list]));
          const cohort = matchSamples(named(...tables), mode);
          const all = new Set(tables.flatMap(({ sampleIds }) => sampleIds));
          const expected = [...all].filter(
            (id) => mode === 'union' || tables.every(({ sampleIds }) => sampleIds.includes(id)),
          );
          expect(cohort.sampleIds).toEqual(expected);
          cohort.modalities.forEach((modality, t) => {
            cohort.sampleIds.forEach((id, n) => {
              const row = tables[t].sampleIds.indexOf(id);
              expect(modality.observed[n]).toBe(row === -1 ? 0 : 1);
              expect(modality.matrix.values[2 * n + 1]).toBe(row === -1 ? nan : 100 * row + 1);
            });
          });
        },
      ),
    );
  });
});

describe('tables that do not match', () => {
  const refusal = (tables: Table[], mode: 'union' | 'intersection' = 'union') =>
    userErrorOf(() => matchSamples(named(...tables), mode));
  const ids = ['TCGA-OR-A5J1', 'TCGA-OR-A5J2', 'TCGA-OR-A5J3', 'TCGA-OR-A5J5'];

  it('are refused when there is one only, or two of one name', async () => {
    expect(await refusal([table('a.csv', ['s1'])])).toMatch(
      /at least two tables of the same samples; there is one only/,
    );
    expect(await refusal([table('a.csv', ['s1']), table('a.csv', ['s1'])])).toMatch(/Two tables are called "a"/);
  });

  it('are refused when one has no values', async () => {
    expect(await refusal([table('a.csv', ['s1']), table('b.csv', ['s1', 's2'], 2, ['s1', 's2'])])).toMatch(
      /^b\.csv: the modality "b" has no values, every cell is missing/,
    );
  });

  it('are shown side by side when they have no sample in common', async () => {
    expect(await refusal([table('a.csv', ids), table('b.csv', ['x1', 'x2'])])).toBe(
      [
        'a.csv and b.csv have no sample in common.',
        '  a.csv: TCGA-OR-A5J1, TCGA-OR-A5J2, TCGA-OR-A5J3, …',
        '  b.csv: x1, x2',
        'Check that the id columns hold the same kind of id (upper or lower case, spaces, suffixes such as -01A, versions), and that each row is a sample.',
      ].join('\n'),
    );
  });

  it.each<[string, (id: string) => string, string]>([
    ['case', (id) => id.toLowerCase(), 'upper and lower case'],
    ['spaces', (id) => id.replace('-A', ' -A'), 'spaces'],
    ["R's dots", (id) => id.replaceAll('-', '.'), 'dots, dashes or underscores'],
    ['TCGA aliquots', (id) => `${id}-01A-11R-A29S-07`, 'the end of TCGA barcodes'],
    ['TCGA sample types', (id) => `${id}-01A`, 'the end of TCGA barcodes'],
    ['10x suffixes', (id) => `${id}-1`, 'the end of TCGA barcodes'],
    ['versions', (id) => `${id}.2`, 'a version suffix'],
    [
      'two things at once',
      (id) => `${id.toLowerCase().replaceAll('-', '_')}_01a`,
      'case, spaces, punctuation or suffixes',
    ],
  ])('are recognised by ids that differ in %s', async (_, change, difference) => {
    const message = await refusal([table('a.csv', ids), table('b.csv', ids.map(change))]);
    expect(message).toContain(`4 ids would match but for ${difference}`);
    expect(message).toContain(`"${ids[0]}" and "${change(ids[0])}"`);
  });

  it('are recognised when one lies on its side', async () => {
    const turned: Table = {
      file: 'b.csv',
      sampleIds: ['gene1', 'gene2'],
      features: ids,
      matrix: denseMatrix(new Float32Array(8), 4),
    };
    expect(await refusal([table('a.csv', ids), turned])).toMatch(
      /The columns of b\.csv are samples of the other table: set "rows": "features" for it/,
    );
  });

  it('are recognised when only blank rows are in common', async () => {
    expect(await refusal([table('a.csv', ['s1', 's2'], 1, ['s2']), table('b.csv', ['s1', 's2'], 1, ['s1'])])).toMatch(
      /ids match, but the rows of the common samples are blank/,
    );
  });

  it('are refused when one of three stands apart', async () => {
    expect(await refusal([table('a.csv', ['s1']), table('b.csv', ['s1']), table('c.csv', ['x1'])])).toMatch(
      /^c\.csv and a\.csv have no sample in common/,
    );
  });

  it('are refused as an intersection when no sample has all of them', async () => {
    const tables = [table('a.csv', ['s1', 's2']), table('b.csv', ['s2', 's3']), table('c.csv', ['s1', 's3'])];
    expect(await refusal(tables, 'intersection')).toMatch(
      /No sample has all 3 modalities \(a, b, c\)\. Use "samples": "union"/,
    );
    expect(matchSamples(named(...tables), 'union').sampleIds).toEqual(['s1', 's2', 's3']);
  });
});
