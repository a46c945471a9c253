import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSubmissions, writeRecord } from '../../../src/sweep/slurm/submissions.ts';

const RECORD = { job: '12', cluster: null, user: 'ada', submittedAt: '2026-11-21T20:00:00Z', cancelledAt: null };

test('what was submitted is known, and a disk that does not answer is no empty queue', async () => {
  const sweep = await mkdtemp(join(tmpdir(), 'crossmodal-submissions-'));
  onTestFinished(() => rm(sweep, { recursive: true }));
  expect(await readSubmissions(sweep)).toEqual([]);
  const [first, second] = ['2026-11-21T20-00-00.000Z', '2026-11-21T21-00-00.000Z'].map((name) => {
    return join(sweep, 'slurm', name);
  });
  for (const folder of [first, second]) await mkdir(folder, { recursive: true });
  await writeFile(join(sweep, 'slurm', 'notes.txt'), '');
  await writeFile(join(first, 'tasks.txt'), 'a\nb\n');
  // Slurm has not accepted it yet.
  expect(await readSubmissions(sweep)).toEqual([]);
  await writeRecord(first, RECORD);
  expect(await readSubmissions(sweep)).toEqual([{ ...RECORD, folder: first, runs: ['a', 'b'] }]);
  await mkdir(join(second, 'submission.json'));
  await expect(readSubmissions(sweep)).rejects.toThrow('EISDIR');
});
