import { describe, expect, it } from 'vitest';
import { inspectTables } from '../../src/data/inspect.ts';
import { modalityNames } from '../../src/data/modalityNames.ts';
import { Random } from '../../src/math/random.ts';
import { inspectionSchema } from '../../src/run/inspection.ts';
import { decodeLevels } from '../../src/run/levels.ts';
import { studySchema } from '../../src/run/study.ts';
import { scratchFolder, userErrorOf } from './scratch.ts';

const folder = scratchFolder();
let tables = 0;

/** Writes a table of random numbers and returns its file; `edit` may change the cells of a row. */
function write(ids: string[], features: number, edit: (cells: string[], n: number) => void = () => undefined): string {
  const seed = ++tables;
  const random = new Random(seed);
  const lines = [['id', ...Array.from({ length: features }, (_, k) => `g${k}`)].join(',')];
  ids.forEach((id, n) => {
    const cells = Array.from({ length: features }, () => (random.uniform() * 8 - 4).toFixed(4));
    edit(cells, n);
    lines.push([id, ...cells].join(','));
  });
  return folder.write(`table${seed}.csv`, lines.join('\n'));
}

const numbered = (word: string, count: number) => Array.from({ length: count }, (_, n) => `${word}${n}`);

async function inspect(files: string[], labels?: { file: string; column: string }) {
  const inspection = await inspectTables(
    files.map((file, k) => ({ name: 'abc'[k], file })),
    labels,
  );
  inspectionSchema.omit({ estimate: true }).parse(inspection);
  const texts = inspection.findings.map(({ severity, text, fix }) => `${severity}: ${text}${fix ? ` > ${fix}` : ''}`);
  return { inspection, texts };
}

describe('what a preflight tells of tables', () => {
  it('has nothing to say about tables in order', async () => {
    const ids = numbered('s', 200);
    const { inspection, texts } = await inspect([write(ids, 4), write(ids, 5)]);
    expect(texts).toEqual([]);
    expect(inspection.overlap).toEqual([{ tables: ['a', 'b'], samples: 200 }]);
    expect(inspection.samples).toEqual({ union: 200, intersection: 200 });
  });

  it('knows gene symbols that a spreadsheet turned into dates', async () => {
    const file = folder.write('dates.csv', 'id,1-Mar,DEC1,Sep-02,TP53\ns1,1,2,3,4\ns2,4,3,2,1\n');
    expect((await inspect([file])).texts).toContainEqual(
      expect.stringMatching(/^warning: 2 features of a have a date for a name: 1-Mar, Sep-02\. > A spreadsheet took/),
    );
  });

  it('asks whether a value far below the others stands for "missing"', async () => {
    const ids = numbered('s', 200);
    const coded = write(ids, 4, (cells, n) => {
      if (n % 50 === 0) cells[2] = '-9999';
    });
    expect((await inspect([coded])).texts).toContainEqual(
      expect.stringMatching(
        /^warning: The least value of a is -9999, far below the others: it often stands for "missing"/,
      ),
    );
    const spread = write(ids, 4, (cells, n) => {
      cells.fill(String(n - 99));
    });
    expect((await inspect([spread])).texts.filter((text) => text.includes('stands for'))).toEqual([]);
  });

  it('asks for a header and for ids where values stand in their place', async () => {
    const values = '0.125,-1.5,2.25\n0.5,1,-2\n-0.75,3,4\n';
    const { texts } = await inspect([folder.write('values.csv', values)]);
    expect(texts).toContainEqual(
      expect.stringMatching(/^warning: The feature names of a are numbers: -1\.5, 2\.25\. /),
    );
    expect(texts).toContainEqual(
      expect.stringMatching(/^warning: The sample ids of a are numbers as .*: 0\.5, -0\.75\. /),
    );
    const named = folder.write('masses.csv', 'id,301.1412,302.25\n1001,1,2\n1002.1,2,1\n');
    expect((await inspect([named])).texts.filter((text) => text.includes('numbers'))).toEqual([]);
  });

  it('counts samples, features, missing cells, constants, range and histogram', async () => {
    const file = folder.write('hand.csv', 'id,x,y,z\ns1,0,5,NA\ns2,10,5,NA\ns3,,5,NA\ns4,2.5,5,NA\n');
    const { inspection } = await inspect([file]);
    const [table] = inspection.tables;
    expect(table).toMatchObject({
      name: 'a',
      file,
      samples: 4,
      features: 3,
      missingCells: 5,
      constant: ['y', 'z'],
      scale: 'real',
      transform: ['standardize'],
      range: { min: 0, median: 5, max: 10 },
    });
    const { from, to, counts } = table.histogram;
    expect([from, to, counts.length]).toEqual([0, 10, 30]);
    // 0 in the first bin of a third, 2.5 in the 8th, 5 (four times) in the 16th, 10 in the last.
    expect(counts.flatMap((count, bin) => (count > 0 ? [[bin, count]] : []))).toEqual([
      [0, 1],
      [7, 1],
      [15, 4],
      [29, 1],
    ]);
  });

  it('counts samples by the tables they are in, blank rows as absent', async () => {
    const a = write(['s1', 's2', 's3', 's4'], 2, (cells, n) => {
      if (n === 3) cells.fill('');
    });
    const { inspection, texts } = await inspect([a, write(['s2', 's3', 's4', 's5', 's6'], 2)]);
    expect(inspection.overlap).toEqual([
      { tables: ['b'], samples: 3 },
      { tables: ['a', 'b'], samples: 2 },
      { tables: ['a'], samples: 1 },
    ]);
    expect(inspection.samples).toEqual({ union: 6, intersection: 2 });
    expect(texts).toContainEqual(expect.stringMatching(/^info: 1 row of a is blank; that sample counts as lacking it/));
    expect(texts).toContainEqual(expect.stringMatching(/^info: 1 sample is in a only: s1\./));
    expect(texts).toContainEqual(expect.stringMatching(/^info: 3 samples are in b only: s4, s5, s6\./));
  });
});

describe('every feature', () => {
  it('is profiled: missing, zeros, mean, deviation, range and shape', async () => {
    const file = folder.write('profile.csv', 'id,x,y,z\ns1,0,5,NA\ns2,10,5,NA\ns3,,5,NA\ns4,2.5,5,NA\n');
    const { inspection } = await inspect([file]);
    const { profiles } = inspection.tables[0];
    expect(profiles).toMatchObject({
      names: ['x', 'y', 'z'],
      missing: [1, 0, 4],
      zeros: [1, 0, 0],
      mean: [4.167, 5, null],
      min: [0, 5, null],
      max: [10, 5, null],
      logged: false,
      bins: 12,
    });
    // √((4.1667² + 5.8333² + 1.6667²) / 3)
    expect(profiles.sd).toEqual([4.249, 0, null]);
    const levels = decodeLevels(profiles.shapes);
    expect(levels.slice(0, 12)).toEqual([1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(levels.slice(12, 24)).toEqual([4, ...new Array(11).fill(0)]);
    expect(levels.slice(24)).toEqual(new Array(12).fill(0));
  });

  it('of counts has its shape on the logarithmic scale', async () => {
    const values = [0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1023, 2047, 4095];
    const file = folder.write('logs.csv', ['id,x', ...values.map((value, n) => `s${n},${value}`)].join('\n'));
    const { profiles } = (await inspect([file])).inspection.tables[0];
    expect(profiles.logged).toBe(true);
    expect(decodeLevels(profiles.shapes)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
  });
});

describe('the map of missing cells', () => {
  it('has a row for each sample of all tables, with what is not in this one apart', async () => {
    const a = folder.write('gaps-a.csv', 'id,x,y\ns1,1,\ns2,2,3\ns3,,4\n');
    const b = folder.write('gaps-b.csv', 'id,u\ns2,1\ns3,3\ns4,2\ns1,5\n');
    const [first, second] = (await inspect([a, b])).inspection.tables;
    expect(first.missingMap).toEqual({
      samplesPerRow: 1,
      featuresPerColumn: 1,
      rows: 4,
      columns: 2,
      missing: [0, 100, 0, 0, 100, 0, -1, -1],
      absent: [0, 0, 0, 100],
    });
    expect(second.missingMap).toBeNull();
  });

  it('puts many samples and features into one cell, and says how many', async () => {
    const ids = numbered('s', 750);
    const file = write(ids, 130, (cells, n) => {
      if (n >= 8 && n < 12) cells[4] = '';
      if (n === 749) cells.fill('');
    });
    const map = (await inspect([file, write(ids, 2)])).inspection.tables[0].missingMap;
    expect(map).toMatchObject({ samplesPerRow: 8, featuresPerColumn: 3, rows: 94, columns: 44 });
    // Samples 8 to 15 and features 3 to 5: 4 of 24 cells.
    expect(map?.missing.flatMap((share, i) => (share > 0 ? [[i, share]] : []))).toEqual([[44 + 1, 17]]);
    // The last row has 6 samples, one of them blank.
    expect(map?.absent.filter((share) => share > 0)).toEqual([17]);
    expect(map?.absent.at(-1)).toBe(17);
  });
});

describe('the weight of tables', () => {
  const ids = numbered('s', 100);

  it('is features, variance after the transform and share of the loss', async () => {
    const [a, b] = (await inspect([write(ids, 30), write(ids, 10)])).inspection.tables;
    expect(a.weight?.features).toBe(30);
    // Standardised features have a variance of 1.
    expect(a.weight?.variance).toBeCloseTo(30, 3);
    expect(a.weight?.loss).toBeCloseTo(0.75, 5);
    expect(b.weight?.loss).toBeCloseTo(0.25, 5);
  });

  it('is that of the features and transform that the study asks for', async () => {
    const file = folder.write('two.csv', 'id,x,y,z\ns1,-1,10,5\ns2,1,-10,5\n');
    const { tables } = await inspectTables([{ name: 'a', file, transform: [], topVariance: 1 }]);
    expect(tables[0].weight).toEqual({ features: 1, variance: 100, loss: 1 });
    expect(tables[0].transform).toEqual([]);
  });

  it('has no loss where a likelihood of counts rests on what is learnt', async () => {
    const file = folder.write(
      'counted.csv',
      ['id,x,y', ...ids.map((id, n) => `${id},${n},${(n * 7) % 11}`)].join('\n'),
    );
    const given = { name: 'a', file, likelihood: 'poisson' as const };
    const { tables } = await inspectTables([given, { name: 'b', file: write(ids, 3) }]);
    expect(tables.map(({ weight }) => weight?.loss)).toEqual([null, null]);
  });
});

describe('principal components of a table', () => {
  it('show planted groups, coloured by the label', async () => {
    const ids = numbered('s', 60);
    const file = write(ids, 20, (cells, n) => {
      for (let k = 0; k < 10; k++) cells[k] = String(Number(cells[k]) / 4 + (n % 2 ? 3 : -3));
    });
    const labels = folder.write(
      'groups.csv',
      ['id,y', ...ids.map((id, n) => `${id},${n % 2 ? 'odd' : 'even'}`)].join('\n'),
    );
    const { components } = (await inspect([file], { file: labels, column: 'y' })).inspection.tables[0];
    expect(components).toMatchObject({ samples: ids, samplesOfTable: 60, features: 20 });
    expect(components?.label).toEqual(ids.map((_, n) => n % 2));
    const sides = components?.x.map((value, n) => Math.sign(value) * (n % 2 ? 1 : -1));
    expect(new Set(sides).size).toBe(1);
    // Ten of twenty features move together.
    expect(components?.shares[0]).toBeGreaterThan(0.4);
  });

  it('find a sample that lies far from all others', async () => {
    const ids = numbered('s', 60);
    const file = write(
      ids,
      20,
      (cells, n) => n === 7 && cells.splice(0, 20, ...cells.map((cell) => String(Number(cell) + 400))),
    );
    const { texts } = await inspect([file]);
    expect(texts).toContainEqual(expect.stringMatching(/^info: 1 sample of a lies far from all others .*: s7\./));
  });
});

describe('findings', () => {
  const ids = numbered('s', 200);
  const plain = write(ids, 6);

  it.each<[string, () => Promise<string[]>, RegExp]>([
    [
      'no common sample',
      async () => (await inspect([plain, write(numbered('t', 200), 6)])).texts,
      /^error: a and b have no sample in common\. > Check that the id columns/,
    ],
    [
      'ids that nearly match',
      async () => (await inspect([plain, write(numbered('S', 200), 6)])).texts,
      /^error: a and b have no sample in common\. > 200 ids would match but for upper and lower case: "s0" and "S0"/,
    ],
    [
      'a prefix of one table',
      async () => (await inspect([plain, write(numbered('sample_s', 200), 6)])).texts,
      /^error: .* > 200 ids would match but for the beginning "sample_": "s0" and "sample_s0"/,
    ],
    [
      'a suffix of one table',
      async () =>
        (
          await inspect([
            plain,
            write(
              ids.map((id) => `${id}_rna`),
              6,
            ),
          ])
        ).texts,
      /^error: .* > 200 ids would match but for the end "_rna": "s0" and "s0_rna"/,
    ],
    [
      'a suffix of its own in each table',
      async () =>
        (
          await inspect([
            write(
              ids.map((id) => `${id}_rna`),
              6,
            ),
            write(
              ids.map((id) => `${id}_atac`),
              6,
            ),
          ])
        ).texts,
      /^error: .* > 200 ids would match but for the ends "_rna" and "_atac": "s0_rna" and "s0_atac"/,
    ],
    [
      'numbers for ids, with a prefix in one table',
      async () => (await inspect([write(numbered('', 200), 6), plain])).texts,
      /^error: .* > 200 ids would match but for the beginning "s": "0" and "s0"/,
    ],
    [
      'some ids that nearly match',
      async () =>
        (
          await inspect([
            plain,
            write(
              ids.map((id, n) => (n < 20 ? `${id.slice(0, 1)} ${id.slice(1)}` : id)),
              6,
            ),
          ])
        ).texts,
      /^warning: 20 more samples of a and b would match but for spaces: "s0" and "s 0"/,
    ],
    [
      'little overlap',
      async () => (await inspect([plain, write([...ids.slice(0, 10), ...numbered('t', 190)], 6)])).texts,
      /^warning: a and b share 10 samples only, 5 % of the smaller table/,
    ],
    [
      'missing cells',
      async () => (await inspect([write(ids, 6, (cells, n) => n % 4 === 0 && cells.fill('', 0, 1))])).texts,
      /^info: 4\.2 % of the cells of a are missing/,
    ],
    [
      'many missing cells',
      async () => (await inspect([write(ids, 6, (cells) => cells.fill('NA', 0, 2))])).texts,
      /^warning: 33 % of the cells of a are missing/,
    ],
    [
      'features mostly missing',
      async () => (await inspect([write(ids, 6, (cells, n) => n % 3 !== 0 && cells.fill('', 0, 1))])).texts,
      /^warning: 1 feature of a is missing in more than half of its samples: g0/,
    ],
    [
      'features in which one sample differs',
      async () =>
        (
          await inspect([
            write(ids, 6, (cells, n) => {
              // One 1 among 0, one 0 among 1 and the first of all; two 1 and three values are enough to be scored.
              cells[0] = String(Number(n === 7));
              cells[1] = String(Number(n > 0));
              cells[2] = n === 3 ? 'NA' : String(Number(n === 4 || n === 5));
              cells[3] = String(Math.min(2, n));
            }),
          ])
        ).texts,
      /^warning: 2 features of a differ in one sample only: g0, g1\. > .* they get no R²/,
    ],
    [
      'constant features',
      async () => (await inspect([write(ids, 9, (cells) => cells.fill('3', 1, 6))])).texts,
      /^info: 5 features of a have one value only, or none: g1, g2, g3 and 2 more\./,
    ],
    [
      'no feature that varies',
      async () => (await inspect([write(ids, 2, (cells) => cells.fill('3'))])).texts,
      /^error: No feature of a varies/,
    ],
    [
      'no value at all',
      async () => (await inspect([plain, write(ids, 2, (cells) => cells.fill('NA'))])).texts,
      /^error: b has no values/,
    ],
    [
      'unequal sizes',
      async () => (await inspect([plain, write(ids, 60)])).texts,
      /^warning: b has 10 times as many features as a \(60 and 6\); its private variation may drown the shared signal\. > mmvae\+\+ is made for this/,
    ],
    [
      'very few samples',
      async () => (await inspect([write(ids.slice(0, 29), 3)])).texts,
      /^warning: 29 samples are very few/,
    ],
    [
      'few samples',
      async () => (await inspect([write(ids.slice(0, 199), 3)])).texts,
      /^info: 199 samples are few .* > Nothing to do: below 200 samples the evaluation is 5-fold/,
    ],
    [
      'equal rows',
      async () => (await inspect([write(ids, 6, (cells, n) => n < 2 && cells.fill('1.5'))])).texts,
      /^warning: a has samples with exactly equal values: s0 and s1\./,
    ],
    [
      'a table given twice',
      async () => (await inspect([plain, plain])).texts,
      /^warning: a and b hold the same values/,
    ],
    [
      'codes for missing values',
      async () => (await inspect([write(ids, 6, (cells, n) => n === 0 && cells.splice(0, 2, '-9999', '8000'))])).texts,
      /^warning: a has negative values and values up to 8000/,
    ],
    [
      'repeated feature names',
      async () => (await inspect([folder.write('twice.csv', 'id,a,a\ns1,1,2\ns2,3,4\n')])).texts,
      /^info: .*a column name repeats \("a"\)/,
    ],
    [
      'a feature under two names',
      async () => (await inspect([write(ids, 6, (cells) => cells.splice(3, 1, cells[1]))])).texts,
      /^info: 1 feature of a repeats the values of another exactly: g1 and g3\. > Keep one of each/,
    ],
    [
      'no complete sample',
      async () => (await inspect([write(['s1', 's2'], 2), write(['s2', 's3'], 2), write(['s1', 's3'], 2)])).texts,
      /^warning: No sample has every table/,
    ],
  ])('on %s', async (_, texts, expected) => {
    expect(await texts()).toContainEqual(expect.stringMatching(expected));
  });

  it('are not made of whole-number tables whose rows are equal, nor of tables about as wide', async () => {
    const { texts } = await inspect([
      write(ids, 6, (cells) => cells.splice(0, 6, '0', '1', '0', '1', '0', '1')),
      write(ids, 54),
    ]);
    expect(texts.filter((text) => /equal values|as many features/.test(text))).toEqual([]);
  });

  it('come with errors first', async () => {
    const { inspection } = await inspect([write(['s1'], 2), write(['t1'], 30)]);
    const order = inspection.findings.map(({ severity }) => severity);
    expect(order).toEqual(
      [...order].sort((x, y) => ['error', 'warning', 'info'].indexOf(x) - ['error', 'warning', 'info'].indexOf(y)),
    );
    expect(new Set(order).size).toBeGreaterThan(1);
  });
});

describe('labels', () => {
  const ids = numbered('s', 40);
  const table = write(ids, 3);
  const labels = (name: string, value: (n: number) => string) => ({
    file: folder.write(`${name}.csv`, ['id,y', ...ids.map((id, n) => `${id},${value(n)}`)].join('\n')),
    column: 'y',
  });

  it('are counted by class', async () => {
    const given = labels('classes', (n) => (n < 3 ? 'rare' : n < 5 ? '' : n % 2 ? 'odd' : 'even'));
    const { inspection, texts } = await inspect([table], given);
    expect(inspection.labels).toEqual({
      ...given,
      kind: 'categorical',
      classes: [
        { name: 'even', samples: 17 },
        { name: 'odd', samples: 18 },
        { name: 'rare', samples: 3 },
      ],
      missing: 2,
    });
    expect(texts).toContainEqual(
      expect.stringMatching(/^warning: A class of "y" has fewer than 5 samples: "rare" \(3\)/),
    );
    expect(texts).toContainEqual(expect.stringMatching(/^info: 2 samples \(5 %\) have no label in "y"/));
  });

  it('may be numbers', async () => {
    const { inspection } = await inspect(
      [table],
      labels('numbers', (n) => (n === 0 ? 'NA' : String(n / 8))),
    );
    expect(inspection.labels).toMatchObject({ kind: 'continuous', classes: [], missing: 1 });
  });

  it('of one class, of none, or like ids, are found', async () => {
    expect(
      (
        await inspect(
          [table],
          labels('one', () => 'x'),
        )
      ).texts,
    ).toContainEqual(expect.stringMatching(/^error: Every labelled sample is "x" in "y"/));
    expect(
      (
        await inspect(
          [table],
          labels('none', () => 'NA'),
        )
      ).texts,
    ).toContainEqual(expect.stringMatching(/^error: No sample has a label in "y"/));
    expect(
      (
        await inspect(
          [table],
          labels('ids', (n) => `p${n}`),
        )
      ).texts,
    ).toContainEqual(expect.stringMatching(/^warning: "y" has 40 different texts in 40 samples; it looks like an id/));
  });

  it('in a column that is not there are refused', async () => {
    expect(await userErrorOf(() => inspect([table], { ...labels('here', () => 'x'), column: 'z' }))).toMatch(
      /has no column "z"\. Its columns are: "y"/,
    );
  });
});

describe('names of modalities', () => {
  it('come from the files, fit for a study and unique', () => {
    const files = [
      'a/rna.csv',
      'b/rna.tsv.gz',
      '10x counts (v2).csv',
      'all.csv',
      'shared.txt',
      '.csv',
      'été.csv',
      'dir/x.norm.csv',
    ].map((file) => ({ file }));
    const names = modalityNames(files);
    expect(names).toEqual(['rna', 'rna_2', 'table_10x_counts_v2', 'all_table', 'shared_table', 'csv', 't', 'x.norm']);
    studySchema.parse({ modalities: names.map((name) => ({ name, file: 'x.csv' })) });
  });

  it('come from what the file calls them, where it does', () => {
    const parts = ['rna', 'Antibody Capture', 'rna', null];
    const names = modalityNames(parts.map((modality) => ({ file: 'cells.v2.h5mu', modality })));
    expect(names).toEqual(['rna', 'Antibody_Capture', 'rna_2', 'cells.v2']);
  });
});
