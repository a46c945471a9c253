import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { processors } from '../../src/engine/processors.ts';

it('takes what it is given, else what Slurm gave, else the machine', () => {
  expect(processors({ CROSSMODAL_THREADS: '3', SLURM_CPUS_PER_TASK: '8' })).toBe(3);
  expect(processors({ CROSSMODAL_THREADS: '', SLURM_CPUS_PER_TASK: '8' })).toBe(8);
  expect(processors({})).toBe(availableParallelism());
  expect(processors({ SLURM_CPUS_PER_TASK: 'many' })).toBe(availableParallelism());
});

it('refuses a number that is none', () => {
  for (const wrong of ['0', '-1', '1.5', 'all', '1e3']) {
    expect(() => processors({ CROSSMODAL_THREADS: wrong })).toThrow(
      `CROSSMODAL_THREADS is "${wrong}". Give a whole number of processors from 1 on, or unset it.`,
    );
  }
});
