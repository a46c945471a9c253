import { availableParallelism } from 'node:os';
import { UserError } from '../run/userError.ts';

/** How many processors a process that trains may use; whoever runs several side by side shares them out with it. */
export const PROCESSORS_VARIABLE = 'CROSSMODAL_THREADS';

/**
 * Processors that this process may use: as CROSSMODAL_THREADS says, else what Slurm gave the task, else those of the machine.
 * They decide how long a training takes and not what it finds: results are the same to the byte.
 * @throws UserError where CROSSMODAL_THREADS is no whole number from 1 on
 */
export function processors(environment: NodeJS.ProcessEnv = process.env): number {
  const wanted = environment[PROCESSORS_VARIABLE];
  if (wanted) {
    const count = wholeNumber(wanted);
    if (count !== null) return count;
    throw new UserError(
      `${PROCESSORS_VARIABLE} is "${wanted}". Give a whole number of processors from 1 on, or unset it.`,
    );
  }
  return wholeNumber(environment['SLURM_CPUS_PER_TASK'] ?? '') ?? availableParallelism();
}

function wholeNumber(text: string): number | null {
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : null;
}
