import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../../run/atomicFile.ts';
import { parseJson } from '../../run/settingsFile.ts';
import { SWEEP_FILES } from '../../run/sweepFolder.ts';
import { unlessMissing } from '../../run/unlessMissing.ts';
import { SUBMISSION_FILES } from './batchScript.ts';
import type { SlurmTask } from './squeue.ts';

/** submission.json: a job array that Slurm has accepted. */
const recordSchema = z.object({
  job: z.string().regex(/^\d+$/),
  cluster: z.string().nullable().describe('where Slurm serves several'),
  user: z.string(),
  submittedAt: z.iso.datetime(),
  cancelledAt: z.iso.datetime().nullable(),
});
export type SubmissionRecord = z.infer<typeof recordSchema>;

/** A job array of runs of a sweep. */
export interface Submission extends SubmissionRecord {
  /** slurm/TIME/ in the folder of the sweep */
  readonly folder: string;
  /** run i is task i */
  readonly runs: readonly string[];
}

/** Whether a task in the queue is of this submission, and not of one that got the same number years ago. */
export function isOf({ job, command }: SlurmTask, submission: Submission): boolean {
  return job === submission.job && hasScript(command, submission.folder);
}

/** Whether a task's batch script is that of a submission's folder, under whichever name this machine knows the disk. */
export function hasScript(command: string, folder: string): boolean {
  return command.includes(`/${basename(folder)}/${SUBMISSION_FILES.script}`);
}

/** The name of the folder of a new submission: earlier ones come first by name. */
export function submissionName(time: Date): string {
  return time.toISOString().replaceAll(':', '-');
}

/**
 * Every array that was submitted for a sweep, the earliest first. One that Slurm has not accepted yet is left out.
 * @throws Error where the disk does not answer: what is left out for that would be submitted twice
 */
export async function readSubmissions(sweepFolder: string): Promise<Submission[]> {
  const parent = join(sweepFolder, SWEEP_FILES.slurm);
  const names = (await unlessMissing(readdir(parent))) ?? [];
  const submissions = await Promise.all(names.sort().map((name) => readSubmission(join(parent, name))));
  return submissions.filter((submission) => submission !== null);
}

async function readSubmission(folder: string): Promise<Submission | null> {
  const text = await unlessMissing(readFile(join(folder, SUBMISSION_FILES.record), 'utf8'));
  const tasks = await unlessMissing(readFile(join(folder, SUBMISSION_FILES.tasks), 'utf8'));
  if (text === null || tasks === null) return null;
  const record = recordSchema.safeParse(parseJson(text, join(folder, SUBMISSION_FILES.record)));
  return record.success ? { ...record.data, folder, runs: tasks.split('\n').filter((run) => run !== '') } : null;
}

export async function writeRecord(folder: string, record: SubmissionRecord): Promise<void> {
  const text = `${JSON.stringify(recordSchema.parse(record), null, 2)}\n`;
  await writeAtomically(join(folder, SUBMISSION_FILES.record), text);
}
