import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { syntheticTables } from '../../src/experiments/synthetic.ts';
import { crossmodal, PROGRAM } from './program.ts';

const EPOCHS = 60;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-resume-'));
  await syntheticTables({ samples: 40, sharedFeatures: 3, privateFeatures: [3, 2], seed: 1 }).write(folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const training = (out: string): string[] => [
  ...['train', 'view1.csv', 'view2.csv', '--engine', 'wasm', '--split', 'holdout'],
  ...['--epochs', String(EPOCHS), '--out', out],
];

const results = (out: string): Promise<string[]> =>
  Promise.all(
    ['r2.csv', 'latents.csv', 'weights.safetensors'].map((name) => readFile(join(folder, out, name), 'base64')),
  );

it('a run that was killed goes on where it was, to the results of one that was not', async () => {
  const child = spawn(process.execPath, [PROGRAM, ...training('killed')], { cwd: folder });
  child.stderr.on('data', (data) => {
    if (/epoch 2\d\//.test(String(data))) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');

  const resumed = await crossmodal(['train', '--resume', 'killed'], folder);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.stdout.trim().split('\n').at(-1)).toBe('killed');
  expect(resumed.stderr).not.toMatch(/epoch 1\//);
  expect(resumed.stderr).toContain(`epoch ${EPOCHS}/${EPOCHS}`);

  expect((await crossmodal(training('whole'), folder)).code).toBe(0);
  expect(await results('killed')).toEqual(await results('whole'));

  const again = await crossmodal(['train', '--resume', join('killed', 'run.crossmodal')], folder);
  expect(again.code).toBe(2);
  expect(again.stderr).toMatch(/is finished/);
});

it('takes nothing beside --resume but the engine', async () => {
  for (const args of [['--seed', '1'], ['view1.csv'], ['--out', 'other']]) {
    const { code, stderr } = await crossmodal(['train', '--resume', 'killed', ...args], folder);
    expect(code).toBe(2);
    expect(stderr).toContain(`${args[0]} has no meaning beside --resume`);
  }
  const { code, stderr } = await crossmodal(['train', '--resume', 'nowhere'], folder);
  expect(code).toBe(2);
  expect(stderr).toMatch(/There is no run at .*nowhere/);
});
