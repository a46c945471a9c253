import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lostReason, meaning } from '../../../src/sweep/slurm/lostReason.ts';

/** Lines of slurmd and slurmstepd, as their source has them (src/slurmd/slurmstepd/req.c and mgr.c of 22.05). */
const JOB = 'slurmstepd-n7: error: *** JOB 12 ON n7 CANCELLED AT 2026-11-21T20:07:12';

test.each([
  [`${JOB} DUE TO TIME LIMIT ***`, /reached its time limit/],
  [`${JOB} DUE TO PREEMPTION ***`, /make room for another job/],
  [`${JOB} DUE TO NODE FAILURE, SEE SLURMCTLD LOG FOR DETAILS ***\nStopped. To go on: …`, /node of its task failed/],
  [`${JOB} ***`, /was cancelled/],
  [
    'slurmstepd: error: Detected 1 oom-kill event(s) in StepId=12.batch. Some of your processes may have been killed by the cgroup out-of-memory handler.',
    /ran out of memory/,
  ],
  ['Stopped. To go on: crossmodal train --resume ../../runs/a\n../../runs/a', /asked to stop/],
  ['crossmodal: There is no file rna.csv.', /^There is no file rna\.csv\.$/],
  ['hold-out  epoch 8/100  loss 119.30', /without a word/],
  [`${JOB} DUE TO PREEMPTION ***\nTask 3 on n8, today\nhold-out  epoch 8/100`, /without a word/],
])('%s', (text, expected) => {
  const { state, note } = meaning(`Task 3 on n7, today\nReading the tables …\n${text}\n`);
  expect(note).toMatch(expected);
  expect(state).toBe(text.startsWith('crossmodal: ') ? 'failed' : 'interrupted');
});

test('the end of a long output is read, and named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crossmodal-lost-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, '3.txt'), `${'epoch\n'.repeat(10_000)}${JOB} DUE TO PREEMPTION ***\n`);
  const submission = { folder, cancelledAt: null };
  expect(await lostReason(submission, 3)).toEqual({
    state: 'interrupted',
    note: `Its task had to make room for another job. What it printed: slurm/${basename(folder)}/3.txt.`,
  });
  expect((await lostReason(submission, 4)).note).toMatch(/before it printed anything/);
  expect((await lostReason({ folder, cancelledAt: '2026-11-21T20:07:12.000Z' }, 3)).note).toBe(
    'Its task was cancelled with the sweep.',
  );
});
