import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { crossmodal } from './program.ts';

const GOOD = { 'a.csv': table('a', 12), 'b.csv': table('b', 12), 'labels.csv': labels((n) => (n % 2 ? 'x' : 'y')) };

/** What a user may do wrong: one message that says where and what to do, exit code 2, nothing left behind. */
const MISTAKES: readonly {
  name: string;
  files: Record<string, string>;
  args?: readonly string[];
  says: readonly RegExp[];
}[] = [
  { name: 'a missing file', files: {}, args: ['a.csv', 'nowhere.csv'], says: [/nowhere\.csv/] },
  { name: 'an empty file', files: { 'b.csv': '' }, says: [/b\.csv/, /empty/] },
  {
    name: 'a ragged row',
    files: { 'b.csv': `${table('b', 12)}s99,1\n` },
    says: [/b\.csv/, /row 14/i, /2 cells|cells/],
  },
  {
    name: 'a duplicated id',
    files: { 'b.csv': `${table('b', 12)}s3,1,2,3\n` },
    says: [/b\.csv/, /"?s3"?/, /14/, /5/],
  },
  {
    name: 'a text cell in a number column',
    files: { 'b.csv': table('b', 12).replace(/^s4,[^,]+/m, 's4,high') },
    says: [/b\.csv/, /row 6/i, /b1/, /high/],
  },
  {
    name: 'no overlapping ids',
    files: { 'b.csv': table('b', 12).replaceAll(/^s/gm, 'patient-').replace('patient-ample', 'sample') },
    says: [/a\.csv/, /b\.csv/, /s0/, /patient-0/],
  },
  {
    name: 'an all-missing modality',
    files: { 'b.csv': `id,b1,b2\n${Array.from({ length: 12 }, (_, n) => `s${n},,NA`).join('\n')}\n` },
    says: [/b\.csv/, /missing/],
  },
  { name: 'a table named twice', files: {}, args: ['a.csv', './a.csv'], says: [/a\.csv is named twice/] },
  { name: 'one modality only', files: {}, args: ['a.csv'], says: [/two/] },
  {
    name: 'a label with one class',
    files: { 'labels.csv': labels(() => 'x') },
    args: ['a.csv', 'b.csv', '--labels', 'labels.csv:group'],
    says: [/labels\.csv/, /group/, /"x"/, /two classes/],
  },
  {
    name: 'a label column that is not there',
    files: {},
    args: ['a.csv', 'b.csv', '--labels', 'labels.csv:grup'],
    says: [/grup/, /group/],
  },
  {
    name: 'a number that is none',
    files: {},
    args: ['a.csv', 'b.csv', '--epochs', 'many'],
    says: [/--epochs/, /many/],
  },
  {
    name: 'an unknown model',
    files: {},
    args: ['a.csv', 'b.csv', '--model', 'vae'],
    says: [/model\.name: "vae" is none of mmvae\+\+, mmvae/],
  },
  {
    name: 'a number out of range',
    files: {},
    args: ['a.csv', 'b.csv', '--shared', '0'],
    says: [/model\.shared: 0 is too small; it must be at least 1/],
  },
  {
    name: 'a study that is not JSON',
    files: { 's.crossmodal.json': '{' },
    args: ['s.crossmodal.json'],
    says: [/s\.crossmodal\.json/, /JSON/],
  },
  {
    name: 'a study with a misspelt setting',
    files: { 's.crossmodal.json': '{"modalities": [{"name":"a","file":"a.csv"},{"name":"b","fil":"b.csv"}]}' },
    args: ['s.crossmodal.json'],
    says: [/modalities\.1/, /file/],
  },
];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-bad-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it.each(MISTAKES)('$name', async ({ files, args = ['a.csv', 'b.csv'], says }) => {
  const written = { ...GOOD, ...files };
  for (const [name, content] of Object.entries(written)) await writeFile(join(folder, name), content);
  const { code, stdout, stderr } = await crossmodal(['train', ...args, '--engine', 'wasm', '--json'], folder);
  expect(code, stderr).toBe(2);
  expect(stdout).toBe('');
  for (const pattern of says) expect(stderr).toMatch(pattern);
  expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
  expect((await readdir(folder)).sort()).toEqual(Object.keys(written).sort());
});

it('a loss that is no longer a number: exit code 2, and a run folder that says why', async () => {
  for (const [name, content] of Object.entries(GOOD)) await writeFile(join(folder, name), content);
  const { code, stderr } = await crossmodal(
    ['train', 'a.csv', 'b.csv', '--lr', '1e30', '--epochs', '5', '--engine', 'wasm', '--out', 'run'],
    folder,
  );
  expect(code, stderr).toBe(2);
  expect(stderr).toMatch(/learning rate/);
  expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
  const compared = await crossmodal(['compare', 'run', 'run', '--json'], folder);
  expect(compared.stdout).toContain('failed');
});

it('good input with --json: exit code 0, one document on stdout and nothing else', async () => {
  for (const [name, content] of Object.entries(GOOD)) await writeFile(join(folder, name), content);
  const { code, stdout, stderr } = await crossmodal(
    ['train', 'a.csv', 'b.csv', '--labels', 'labels.csv:group', '--epochs', '2', '--engine', 'wasm', '--json'],
    folder,
  );
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'finished', engine: { name: 'wasm' } });
  expect(await readdir(join(folder, 'crossmodal-runs'))).toHaveLength(1);
});

function table(prefix: string, samples: number): string {
  const rows = Array.from({ length: samples }, (_, n) => `s${n},${Math.sin(n)},${Math.cos(3 * n)},${(n * 7) % 5}`);
  return `sample,${prefix}1,${prefix}2,${prefix}3\n${rows.join('\n')}\n`;
}

function labels(of: (n: number) => string): string {
  return `sample,group\n${Array.from({ length: 12 }, (_, n) => `s${n},${of(n)}`).join('\n')}\n`;
}
