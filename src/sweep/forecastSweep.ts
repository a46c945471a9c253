import { statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { machineMemory } from '../data/requireMemory.ts';
import { processors } from '../engine/processors.ts';
import { formatBytes } from '../report/words.ts';
import { errorCode } from '../run/errorCode.ts';
import type { SlurmSettings, Sweep } from '../run/sweepFile.ts';
import { SWEEP_FILES } from '../run/sweepFolder.ts';
import type { SweepForecast } from '../run/sweepForecast.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import type { PlannedSweep } from './planSweep.ts';
import { renamedSweeps } from './renamedSweeps.ts';
import { RunEstimates } from './runEstimates.ts';
import { taskWarnings } from './slurm/taskWarnings.ts';
import { todo } from './todo.ts';

/** Of the machine's memory: the rest is for everything else that runs on it. */
const SHARE = 0.8;

/**
 * What the missing runs of a sweep take, before any of them is made: from the shapes of the tables, and from the seconds that
 * finished runs of the same sweep took.
 * @param rows how the runs stand
 * @param executor who will make them
 * @param retry the failed ones again
 * @throws UserError for a table that cannot be read
 */
export async function forecastSweep(
  { folder, plan, studies }: PlannedSweep,
  rows: readonly SweepRow[],
  executor: Sweep['executor'],
  retry: boolean,
): Promise<SweepForecast> {
  const cores = processors();
  const jobs = executor.name === 'local' ? (executor.jobs ?? cores) : executor.atOnce;
  const threads = executor.name === 'local' ? Math.max(1, Math.floor(cores / jobs)) : executor.cpus;
  const estimates = new RunEstimates(join(folder, SWEEP_FILES.studies), threads);
  const estimatesOf = async (runs: ReadonlySet<string>) => {
    const found = [];
    for (const [name, study] of studies) if (runs.has(name)) found.push(await estimates.of(study));
    return found;
  };
  const missing = await estimatesOf(new Set(todo(rows, retry)));
  const finished = rows.filter(({ state }) => state === 'finished');
  const timed = finished.filter(({ seconds }) => seconds !== null);
  const measured = sum(timed.map(({ seconds }) => seconds ?? 0));
  const estimated = sum((await estimatesOf(new Set(timed.map(({ name }) => name)))).map(({ seconds }) => seconds));
  const atOnce = Math.max(1, Math.min(jobs, missing.length));
  const seconds = missing.map((run) => run.seconds * (timed.length > 0 ? measured / estimated : 1));
  const bytes = sum(missing.map((run) => run.bytes));
  const freeBytes = await freeSpace(folder);
  const memory = atOnce * largest(missing.map((run) => run.memory));
  const warnings = await renamedSweeps(folder, resolve(folder, plan.file));
  if (timed.length === 0 && missing.some(({ counts }) => counts)) {
    warnings.push('Likelihoods for counts take longer than estimated.');
  }
  if (freeBytes !== null && bytes > freeBytes) {
    warnings.push(`The runs do not fit on the disk: about ${formatBytes(bytes - freeBytes)} are missing.`);
  }
  if (executor.name === 'slurm' && plan.sweep.limits.failures !== undefined) {
    warnings.push('limits.failures has no effect on Slurm: all tasks are tried, however many fail.');
  }
  if (executor.name === 'local' && memory > SHARE * machineMemory()) {
    warnings.push(
      `${atOnce} runs side by side take about ${formatBytes(memory)} of memory, and this machine has ${formatBytes(machineMemory())}. Make fewer at once: --jobs, or "jobs" in the sweep file.`,
    );
  }
  if (executor.name === 'slurm') {
    warnings.push(...taskWarnings(executor, largest(missing.map((run) => run.memory)), largest(seconds)));
  }
  return {
    folder,
    runs: plan.runs.length,
    ended: finished.length,
    failed: retry ? 0 : rows.filter(({ state }) => state === 'failed').length,
    timeouts: retry ? 0 : rows.filter(({ state }) => state === 'timeout').length,
    busy: rows.filter(({ state }) => state === 'queued' || state === 'running').length,
    executor: executor.name,
    task: executor.name === 'slurm' ? taskOf(executor) : null,
    atOnce,
    seconds: Math.max(largest(seconds), sum(seconds) / atOnce),
    bytes,
    freeBytes,
    warnings,
  };
}

function taskOf({ cpus, memory, time, partition }: SlurmSettings): SweepForecast['task'] {
  return { cpus, memory, time, partition: partition ?? null };
}

/** Bytes that a user may still write where a folder is, or will be; null where the file system does not tell. */
async function freeSpace(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    return errorCode(error) === 'ENOENT' && dirname(folder) !== folder ? freeSpace(dirname(folder)) : null;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** 0 of none. As arguments of Math.max more than a hundred thousand values overflow the stack. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
