import { expect, test } from 'vitest';
import { slurmSchema } from '../../../src/run/sweepFile.ts';
import { taskWarnings } from '../../../src/sweep/slurm/taskWarnings.ts';

const settings = slurmSchema.parse({ name: 'slurm', memory: '2G', time: '00:10:00' });

test('a task that asks for what its run takes needs no warning', () => {
  expect(taskWarnings(settings, 2 * 2 ** 30, 600)).toEqual([]);
});

test('one that asks for too little memory or time is warned of', () => {
  const [memory, time] = taskWarnings(settings, 3e9, 1200);
  expect(memory).toBe(
    'The largest run takes about 3\u00a0GB of memory, and a task asks for 2G: Slurm would end it. Raise "memory" of the executor.',
  );
  expect(time).toMatch(/^The longest run takes about 20 min, and a task may take 00:10:00: it would stop/);
});

test('memory without a unit is in megabytes', () => {
  expect(taskWarnings({ ...settings, memory: '100' }, 99 * 2 ** 20, 1)).toEqual([]);
  expect(taskWarnings({ ...settings, memory: '100' }, 101 * 2 ** 20, 1)).toHaveLength(1);
});
