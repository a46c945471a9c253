import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSqueue } from '../../../src/sweep/slurm/squeue.ts';
import { taskInWords } from '../../../src/sweep/slurm/taskInWords.ts';

/** Printed by squeue 22.05 for jobs 12 (an array) and 15 (none). */
const PRINTED = `12|2|PENDING||JobArrayTaskLimit|/lab/a "b"|c/tiny.sweep/slurm/2026-11-21T20-06-20.742Z/array.sh
12|0|RUNNING|node7|None|/lab/tiny.sweep/slurm/2026-11-21T20-06-20.742Z/array.sh
15|N/A|RUNNING|node7|None|/bin/bash
`;

test('tasks of arrays are read, whatever their path holds', () => {
  expect(parseSqueue(PRINTED)).toEqual([
    {
      job: '12',
      task: 2,
      state: 'PENDING',
      node: '',
      reason: 'JobArrayTaskLimit',
      command: '/lab/a "b"|c/tiny.sweep/slurm/2026-11-21T20-06-20.742Z/array.sh',
    },
    {
      job: '12',
      task: 0,
      state: 'RUNNING',
      node: 'node7',
      reason: 'None',
      command: '/lab/tiny.sweep/slurm/2026-11-21T20-06-20.742Z/array.sh',
    },
  ]);
});

const word = fc.stringMatching(/^[A-Za-z0-9()[\], _-]*$/);
const task = fc.record({
  job: fc.nat().map(String),
  task: fc.nat(),
  state: word,
  node: word,
  reason: word,
  command: fc.string().map((text) => text.replaceAll('\n', '')),
});

test('what is printed is read back, among headings and jobs that are no arrays', () => {
  fc.assert(
    fc.property(fc.array(task), (tasks) => {
      const lines = tasks.map((t) => [t.job, t.task, t.state, t.node, t.reason, t.command].join('|'));
      const among = ['CLUSTER: main', '', ...lines.flatMap((line) => [line, '9|N/A|RUNNING|a|None|b'])];
      expect(parseSqueue(among.join('\n'))).toEqual(tasks);
    }),
  );
});

test('any text is read without an error', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const { job, task } of parseSqueue(text)) expect(`${job} ${task}`).toMatch(/^\d+ \d+$/);
    }),
  );
});

test('a task that waits says for what, one that runs where', () => {
  const [waits, runs] = parseSqueue(PRINTED);
  expect(taskInWords(waits)).toEqual({
    state: 'queued',
    note: 'waits for other runs of this sweep: as many as wanted run at the same time',
    job: 'slurm 12_2',
    host: null,
  });
  expect(taskInWords(runs)).toEqual({ state: 'running', note: null, job: 'slurm 12_0', host: 'node7' });
  expect(taskInWords({ ...waits, reason: 'AssocGrpCpuLimit' }).note).toBe("waits; Slurm's reason: AssocGrpCpuLimit");
  expect(taskInWords({ ...runs, state: 'COMPLETING' }).state).toBe('running');
});
