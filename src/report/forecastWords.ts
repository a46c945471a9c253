import type { SweepForecast } from '../run/sweepForecast.ts';
import { formatBytes, formatDuration, plural } from './words.ts';

/** What a sweep takes: a line to begin with, and what else to know before it starts. */
export function forecastWords(forecast: SweepForecast): {
  readonly headline: string;
  readonly lines: readonly string[];
} {
  const { runs, ended, failed, timeouts, busy, seconds, bytes, freeBytes, warnings } = forecast;
  const missing = runs - ended - failed - timeouts - busy;
  const done = [
    ...(ended > 0 ? [`${ended} finished already`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(timeouts > 0 ? [`${timeouts} timeout`] : []),
    ...(busy > 0 ? [`${busy} queued or running`] : []),
  ];
  const time = seconds === null ? 'not known' : `about ${formatDuration(seconds)}`;
  const free = freeBytes === null ? '' : ` (${formatBytes(freeBytes)} free)`;
  return {
    headline:
      done.length === 0 ? plural(runs, 'run') : `${missing} of ${plural(runs, 'run')} to make (${done.join(', ')})`,
    lines: [
      ...(missing === 0
        ? []
        : [
            `Time: ${time}, ${placeWords(forecast)}`,
            ...taskWords(forecast),
            `Disk: about ${formatBytes(bytes)}${free}`,
          ]),
      ...warnings,
    ],
  };
}

function placeWords({ executor, atOnce }: SweepForecast): string {
  const most = executor === 'slurm' ? 'by Slurm, as soon as it lets them run' : 'on this machine';
  return atOnce === 1 ? `one run after the other ${most}` : `up to ${atOnce} runs side by side ${most}`;
}

/** What Slurm is asked for: who asks for more waits longer. */
function taskWords({ task }: SweepForecast): string[] {
  if (task === null) return [];
  const { cpus, memory, time, partition } = task;
  const where = partition === null ? 'the default partition' : `partition ${partition}`;
  return [`Each run asks for ${plural(cpus, 'processor')}, ${memory} of memory and ${time} of time in ${where}`];
}
