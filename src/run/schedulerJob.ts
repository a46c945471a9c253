/** The job of Slurm that this process belongs to, "slurm 12_3" for task 3 of array 12; null outside of one. */
export function schedulerJob(env: NodeJS.ProcessEnv = process.env): string | null {
  const { SLURM_ARRAY_JOB_ID: array, SLURM_ARRAY_TASK_ID: task, SLURM_JOB_ID: job } = env;
  if (array && task) return `slurm ${array}_${task}`;
  return job ? `slurm ${job}` : null;
}
