import type { SweepForecast } from '../run/sweepForecast.ts';
import { formatBytes, formatDuration, plural } from './words.ts';

/** What a sweep takes: a line to begin with, and what else to know before it starts. */
export function forecastWords(forecast: SweepForecast): {
  readonly headline: string;
  readonly lines: readonly string[];
} {
  const { runs, ended, failed, busy, seconds, bytes, freeBytes, warnings } = forecast;
  const missing = runs - ended - failed - busy;
  const done = [
    ...(ended > 0 ? [`${ended} finished already`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(busy > 0 ? [`${busy} queued or running`] : []),
  ];
  const time = seconds === null ? 'not known' : `about ${formatDuration(seconds)}`;
  const free = freeBytes === null ? '' : ` (${formatBytes(freeBytes)} free)`;
  return {
    headline:
      done.length === 0 ? plural(runs, 'run') : `${missing} of ${plural(runs, 'run')} to make (${done.join(', ')})`,
    lines: [
      ...(missing === 0 ? [] : [`Time: ${time}, ${placeWords(forecast)}`, `Disk: about ${formatBytes(bytes)}${free}`]),
      ...warnings,
    ],
  };
}

function placeWords({ executor, atOnce }: SweepForecast): string {
  const most = executor === 'slurm' ? 'by Slurm' : 'on this machine';
  return atOnce === 1 ? `one run after the other ${most}` : `up to ${atOnce} runs side by side ${most}`;
}
