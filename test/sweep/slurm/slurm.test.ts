import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runLocally } from '../../../src/sweep/local/runLocally.ts';
import { planSweep } from '../../../src/sweep/planSweep.ts';
import { cancel } from '../../../src/sweep/slurm/cancel.ts';
import { readSubmissions } from '../../../src/sweep/slurm/submissions.ts';
import { summarizeSweep } from '../../../src/sweep/summarizeSweep.ts';
import { todo } from '../../../src/sweep/todo.ts';
import { writeSweep } from '../../../src/sweep/writeSweep.ts';
import { startSlurm, type TestSlurm } from '../../slurm/startSlurm.ts';
import { TRAINER } from '../local/tinySweep.ts';
import { ENDLESS, slurmSweep } from './slurmSweep.ts';

/** One after another on one real Slurm; folders have names that need quoting. */
let slurm: TestSlurm;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), `crossmodal "it's" $HOME é `));
  slurm = await startSlurm();
});

afterAll(async () => {
  await slurm?.stop();
  await rm(directory, { recursive: true, force: true });
});

test('runs wait in the queue, run and finish; what is in the queue is not submitted again', async () => {
  const sweep = await slurmSweep(slurm, join(directory, 'whole'), { epochs: 3, seeds: 3, atOnce: 2 });
  const submitted = await sweep.submit();
  expect(submitted).toEqual({ jobs: [{ job: expect.stringMatching(/^\d+$/), runs: 3 }], left: [], refusal: null });
  expect(await sweep.submit()).toEqual({ jobs: [], left: [], refusal: null });
  const [{ job }] = submitted.jobs;

  const seen = sweep.names.map(() => new Set<string>());
  for (;;) {
    const rows = await sweep.rows();
    for (const [i, row] of rows.entries()) {
      seen[i].add(row.state);
      if (row.state === 'queued' || row.state === 'running') expect(row.job).toBe(`slurm ${job}_${i}`);
      if (row.state === 'running') expect(row.host).toBe(slurm.node);
    }
    if (rows.every(({ state }) => state === 'finished')) break;
    expect(todo(rows, true)).toEqual([]);
    await sleep(200);
  }
  expect([...seen[2]]).toEqual(['queued', 'running', 'finished']);
  const [{ folder }] = await readSubmissions(sweep.folder);
  expect(await readFile(join(folder, 'tasks.txt'), 'utf8')).toBe(`${sweep.names.join('\n')}\n`);
  expect(await readFile(join(folder, '2.txt'), 'utf8')).toContain(`runs/${sweep.names[2]}`);
});

test('the summary is that of the same runs made on this machine, to the byte', async () => {
  const sweep = await slurmSweep(slurm, join(directory, 'both'), { epochs: 2, seeds: 2 });
  await sweep.submit();
  await sweep.until(['finished', 'finished']);
  const place = join(directory, 'local');
  await cp(join(directory, 'both'), place, { recursive: true, filter: (path) => !path.includes('crossmodal-runs') });
  const planned = await planSweep(join(place, 'tiny.sweep.json'));
  await writeSweep(planned);
  const { folder } = planned;
  const { finished } = await runLocally({
    ...{ folder, jobs: 2, failures: 1, minutes: undefined, trainer: TRAINER },
    runs: async () => sweep.names,
    others: async () => [],
    signal: new AbortController().signal,
    hear: () => undefined,
  });
  expect(finished).toBe(2);
  const [made, local] = await Promise.all(
    [sweep.folder, folder].map(async (place) => readFile((await summarizeSweep(place)).files.table, 'utf8')),
  );
  expect(made.split('\n')).toHaveLength(4);
  expect(made).toBe(local);
});

test('a run whose task was killed is found, and goes on when it is submitted again', async () => {
  const sweep = await slurmSweep(slurm, join(directory, 'killed'), { epochs: 300, seeds: 1 });
  await sweep.submit();
  process.kill(await sweep.pidOf(sweep.names[0]), 'SIGKILL');
  const [row] = await sweep.until(['interrupted']);
  expect(row.note).toMatch(/^Its task ended without a word: it was killed\. What it printed: slurm\/.*\/0\.txt\.$/);

  expect(todo([row], false)).toEqual(sweep.names);
  await sweep.submit(todo([row], false));
  await sweep.until(['finished']);
  const [first, second] = await readSubmissions(sweep.folder);
  expect(second.job).not.toBe(first.job);
});

test('cancelled, those that run save and stop, and those that wait are as if never submitted', async () => {
  const sweep = await slurmSweep(slurm, join(directory, 'cancelled'), { epochs: ENDLESS, seeds: 2, atOnce: 1 });
  const { jobs } = await sweep.submit();
  await sweep.pidOf(sweep.names[0]);
  expect(await cancel(sweep.folder, { ...process.env, ...slurm.env })).toEqual(jobs.map(({ job }) => job));
  const rows = await sweep.until(['stopped', 'waiting']);
  expect(rows.map(({ note }) => note)).toEqual(['Its task was cancelled with the sweep.', null]);
  expect(await readdir(join(sweep.folder, 'runs', sweep.names[0]))).toContain('checkpoint');
  expect(todo(rows, false)).toEqual(sweep.names);
  expect(await cancel(sweep.folder, { ...process.env, ...slurm.env })).toEqual([]);
});

test('where a node fails, Slurm starts the task again, or the run is found and says why', async () => {
  const one = { epochs: ENDLESS, seeds: 1 };
  const again = await slurmSweep(slurm, join(directory, 'again'), one);
  const once = await slurmSweep(slurm, join(directory, 'once'), { ...one, lines: ['#SBATCH --no-requeue'] });
  for (const sweep of [again, once]) await sweep.submit();
  for (const sweep of [again, once]) await sweep.pidOf(sweep.names[0]);
  await slurm.call('scontrol', 'update', `nodename=${slurm.node}`, 'state=down', 'reason=test');
  const [row] = await once.until(['stopped']);
  expect(row.note).toMatch(/^The node of its task failed\. What it printed: /);
  const [waiting] = await again.until(['queued']);
  expect(waiting.note).toBe('its node was taken away: Slurm starts it again in a few minutes');
  for (const sweep of [again, once]) await cancel(sweep.folder, { ...process.env, ...slurm.env });
});
