import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { predict } from '../../src/cli/predict.ts';
import { synthesize } from '../../src/cli/synthesize.ts';
import { train } from '../../src/cli/train.ts';
import { UserError } from '../../src/run/userError.ts';
import { parseCsv } from '../parseCsv.ts';
import { callCommand } from './callCommand.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-predict-'));
  await callCommand(synthesize, [
    '-o',
    folder,
    '--samples',
    '30',
    '--shared-features',
    '3',
    '--private-features',
    '2,2',
  ]);
  const tables = [at('view1.csv'), at('view2.csv')];
  await callCommand(train, [...tables, '--epochs', '2', '--engine', 'wasm', '--out', at('run'), '--split', 'holdout']);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const prediction = (output: string): string[] => [
  ...[at('run'), '--given', `view1=${at('view1.csv')}`, '--target', 'view2', '-o', output],
];

it('writes predictions and what error to expect of them', async () => {
  const { printed } = await callCommand(predict, prediction(at('predicted.csv')));
  expect(printed).toMatch(/view2 of 30 samples, 5 features, unit: value/);
  expect(printed).toMatch(/Held-out R² from view1: median/);

  const predicted = parseCsv(await readFile(at('predicted.csv'), 'utf8'));
  const measured = parseCsv(await readFile(at('view2.csv'), 'utf8'));
  expect(predicted.header).toEqual(measured.header);
  expect(predicted.rows.map(([id]) => id)).toEqual(measured.rows.map(([id]) => id));
  expect(predicted.rows.flatMap(([, ...values]) => values).every((value) => Number.isFinite(Number(value)))).toBe(true);

  const expected = parseCsv(await readFile(at('predicted.expected.csv'), 'utf8'));
  expect(expected.header).toEqual(['feature', 'r2', 'r2_source', 'expected_error', 'unit']);
  expect(expected.rows.map(([feature]) => feature)).toEqual(predicted.header.slice(1));
  for (const [, , source, error] of expected.rows) {
    expect(source).toBe('view1');
    expect(Number(error)).toBeGreaterThan(0);
  }
});

it('tells the same as JSON', async () => {
  const { document } = await callCommand(predict, [...prediction(at('again.csv')), '--json']);
  expect(document).toMatchObject({
    file: at('again.csv'),
    expected: at('again.expected.csv'),
    samples: 30,
    features: 5,
    given: ['view1'],
    target: 'view2',
    unit: 'value',
    r2: { source: 'view1', lowerBound: false, median: expect.any(Number) },
    notes: [],
  });
});

it('says how to ask', async () => {
  const view1 = `view1=${at('view1.csv')}`;
  for (const [args, message] of [
    [[at('run'), '--target', 'view2', '-o', at('x.csv')], /Say what is given/],
    [[at('run'), '--given', view1, '-o', at('x.csv')], /Say which modality to predict/],
    [
      [at('run'), '--given', at('view1.csv'), '--target', 'view2', '-o', at('x.csv')],
      /name the modality and its table/,
    ],
    [[at('run'), '--given', view1, '--target', 'view2'], /Say which .csv file to write/],
    [[at('run'), '--given', view1, '--target', 'view2', '-o', at('nowhere/x.csv')], /There is no folder/],
    [[at('nowhere'), '--given', view1, '--target', 'view2', '-o', at('x.csv')], /There is no run at/],
  ] as const) {
    const error = await callCommand(predict, [...args]).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toMatch(message);
  }
});

it('never replaces a table that it reads', async () => {
  const before = await readFile(at('view1.csv'), 'utf8');
  await expect(callCommand(predict, prediction(at('view1.csv')))).rejects.toThrow(/would replace .*view1\.csv/);
  expect(await readFile(at('view1.csv'), 'utf8')).toBe(before);
});
