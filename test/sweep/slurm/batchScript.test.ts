import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { sweepFileSchema } from '../../../src/run/sweepFile.ts';
import { batchScript, quoted, refuseFolder, secondsOf } from '../../../src/sweep/slurm/batchScript.ts';

const run = promisify(execFile);

function settings(own: object) {
  const { executor } = sweepFileSchema.parse({ study: 'a.crossmodal.json', executor: { name: 'slurm', ...own } });
  if (executor.name !== 'slurm') throw new Error('no Slurm');
  return executor;
}

const SCRIPT = {
  ...{ name: 'sizes & seeds', version: '1.2.3', tasks: 12, settings: settings({}) },
  ...{ node: process.execPath, program: '/opt/crossmodal.cjs', environment: {} },
};

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'crossmodal-script-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('the script asks Slurm for what the settings say', () => {
  const text = batchScript({
    ...SCRIPT,
    settings: settings({
      ...{ atOnce: 7, cpus: 2, memory: '8G', time: '02:00:00', partition: 'short', account: 'lab' },
      lines: ['#SBATCH --constraint=avx2', 'module load nodejs'],
    }),
  });
  expect(text.split('\n').filter((line) => line.startsWith('#SBATCH'))).toEqual([
    '#SBATCH --job-name=crossmodal-sizes-seeds',
    '#SBATCH --array=0-11%7',
    '#SBATCH --cpus-per-task=2',
    '#SBATCH --mem=8G',
    '#SBATCH --time=02:00:00',
    '#SBATCH --partition=short',
    '#SBATCH --account=lab',
    '#SBATCH --output=%a.txt',
    '#SBATCH --open-mode=append',
    '#SBATCH --signal=B:TERM@60',
    '#SBATCH --requeue',
    '#SBATCH --constraint=avx2',
  ]);
  // sbatch reads no further than to the first command.
  expect(text.indexOf('module load')).toBeGreaterThan(text.lastIndexOf('#SBATCH'));
});

test('a task trains the run of its line, with node and program at any path', async () => {
  const folder = await temporary();
  for (const name of ['plain', `it's a "path" with $HOME, \`ls\`, \\ and ü`]) {
    const program = join(folder, name, 'crossmodal.cjs');
    const own = join(folder, name, 'slurm', 'now');
    await mkdir(own, { recursive: true });
    await writeFile(program, 'console.log(JSON.stringify([process.argv.slice(2), process.env.CROSSMODAL_ENGINE_DIR]))');
    const text = batchScript({ ...SCRIPT, program, environment: { CROSSMODAL_ENGINE_DIR: program } });
    await writeFile(join(own, 'array.sh'), text);
    const left = join(folder, name, 'runs', 'mmvae++-seed1');
    await mkdir(left, { recursive: true });
    await writeFile(join(left, 'error.txt'), 'why an earlier attempt failed');
    await writeFile(join(own, 'tasks.txt'), 'first\nmmvae++-seed1\nthird\n');
    const env = { ...process.env, SLURM_ARRAY_TASK_ID: '1' };
    const { stdout } = await run('bash', ['array.sh'], { cwd: own, env });
    const [begin, said] = stdout.trim().split('\n');
    expect(begin).toMatch(`Task 1 on ${hostname()}, `);
    expect(JSON.parse(said)).toEqual([
      ['train', '../../studies/mmvae++-seed1.crossmodal.json', '--out', '../../runs/mmvae++-seed1'],
      program,
    ]);
    expect(await readdir(left)).toEqual([]);
  }
});

test('a node that lacks Node.js or Crossmodal says so', async () => {
  const folder = await temporary();
  const told = async (script: Partial<typeof SCRIPT>) => {
    await writeFile(join(folder, 'array.sh'), batchScript({ ...SCRIPT, ...script }));
    return run('bash', ['array.sh'], { cwd: folder }).catch(({ code, stderr }) => `${code} ${stderr}`);
  };
  expect(await told({ node: '/nowhere/node' })).toBe(
    `127 crossmodal: there is no Node.js at /nowhere/node on ${hostname()}. Set "node" of the executor in the sweep file.\n`,
  );
  expect(await told({ program: '/nowhere/crossmodal.cjs' })).toBe(
    `127 crossmodal: there is no /nowhere/crossmodal.cjs on ${hostname()}. Install Crossmodal where the compute nodes see it.\n`,
  );
});

test('a word in quotes is that word to the shell', async () => {
  const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''));
  const words = [...fc.sample(text, 60), "'", "''", "'\\''", '$(ls)', '\n', '"', '\\'];
  const { stdout } = await run('bash', ['-c', `printf '%s\\0' ${words.map(quoted).join(' ')}`], { maxBuffer: 1e7 });
  expect(stdout.split('\0').slice(0, -1)).toEqual(words.map((word) => Buffer.from(word).toString()));
});

test('time limits are read as sbatch takes them', () => {
  expect(['30', '1:30', '01:30:00', '1-0', '2-12:30', '1-00:00:10'].map(secondsOf)).toEqual([
    1800, 90, 5400, 86_400, 217_800, 86_410,
  ]);
  expect(batchScript({ ...SCRIPT, settings: settings({ time: '1' }) })).toContain('--signal=B:TERM@15');
});

test('a folder that Slurm cannot write into is refused', () => {
  expect(() => refuseFolder('/lab/50 %/a.sweep')).toThrow('rename /lab/50 %/a.sweep');
  refuseFolder(`/lab/it's "fine" $HOME é/a.sweep`);
});
