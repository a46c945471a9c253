import { formatBytes, formatDuration } from '../../report/words.ts';
import type { SlurmSettings } from '../../run/sweepFile.ts';
import { secondsOf } from './batchScript.ts';

/** Units of memory as sbatch takes them; without one it means megabytes. */
const UNITS: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/**
 * Where a task asks Slurm for less than its run is expected to take.
 * @param bytes of memory at the peak of the largest run
 * @param seconds of the longest run
 */
export function taskWarnings({ memory, time }: SlurmSettings, bytes: number, seconds: number): string[] {
  const [, amount, unit] = /^(\d+)([KMGT]?)$/.exec(memory) ?? [];
  const warnings: string[] = [];
  if (bytes > Number(amount) * UNITS[unit || 'M']) {
    warnings.push(
      `The largest run takes about ${formatBytes(bytes)} of memory, and a task asks for ${memory}: Slurm would end it. Raise "memory" of the executor.`,
    );
  }
  if (seconds > secondsOf(time)) {
    warnings.push(
      `The longest run takes about ${formatDuration(seconds)}, and a task may take ${time}: it would stop, and go on when it is submitted again. Raise "time" of the executor.`,
    );
  }
  return warnings;
}
