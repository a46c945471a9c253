import { UserError } from '../../run/userError.ts';
import type { SlurmAnswer } from './slurmCommand.ts';

/** Slurm takes no more jobs of this user, or no more at all, for now. */
const FULL = /submit limit|temporarily unable to accept|MaxSubmit|too many jobs/i;

/** What to do about what Slurm said. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /unable to contact|connection refused|timed out|socket|unable to process configuration|cannot stat file|configuration source/i,
    'Slurm does not answer on this machine: try again later, or from the login node of the cluster.',
  ],
  [FULL, 'Wait until some of your jobs have ended, then submit again.'],
  [/partition/i, 'Set "partition" of the executor in the sweep file; sinfo lists those that there are.'],
  [/account/i, 'Set "account" of the executor in the sweep file to one that you may use.'],
  [/array/i, 'The cluster takes no array of this size.'],
  [/time limit/i, 'Set a shorter "time" of the executor in the sweep file.'],
  [
    /memory|node configuration|cpu|feature|constraint/i,
    'Ask for what a node of the cluster has: "cpus", "memory" and "lines" of the executor in the sweep file.',
  ],
];

/** Whether fewer tasks might have been taken. */
export function isFull({ trouble, words }: SlurmAnswer): boolean {
  return trouble !== 'none' && FULL.test(words);
}

/** Whether the command may have done its work although it says that it failed. */
export function isUncertain({ trouble, words }: SlurmAnswer): boolean {
  return trouble === 'timeout' || (trouble === 'failed' && /timed out/i.test(words));
}

/** @param program that did not do what it was asked for */
export function refusal(program: string, { trouble, words }: SlurmAnswer): UserError {
  if (trouble === 'missing') {
    return new UserError(
      `${program} is not on the PATH of this machine. Sweeps go to Slurm from a machine where it is, such as the login node of the cluster; the executor "local" needs no Slurm.`,
    );
  }
  if (trouble === 'timeout' && words === '') return new UserError(`${program} does not answer. Try again later.`);
  const advice =
    ADVICE.find(([pattern]) => pattern.test(words))?.[1] ?? 'The executor of the sweep file says what is asked for.';
  return new UserError(`Slurm refuses: ${words || `${program} failed without a word`}. ${advice}`);
}
