import { expect, test } from 'vitest';
import { forecastWords } from '../../src/report/forecastWords.ts';
import type { SweepForecast } from '../../src/run/sweepForecast.ts';

const FORECAST: SweepForecast = {
  folder: '/data/crossmodal-runs/sizes.sweep',
  runs: 180,
  ended: 0,
  timeouts: 0,
  failed: 0,
  busy: 0,
  executor: 'local',
  task: null,
  atOnce: 2,
  seconds: 720,
  bytes: 340e6,
  freeBytes: 12e9,
  warnings: ['Counts take longer than estimated.'],
};

test('a sweep that begins says runs, time and disk', () => {
  expect(forecastWords(FORECAST)).toEqual({
    headline: '180 runs',
    lines: [
      'Time: about 12 min, up to 2 runs side by side on this machine',
      'Disk: about 340\u00a0MB (12\u00a0GB free)',
      'Counts take longer than estimated.',
    ],
  });
});

test('one that goes on says what is left, and what is not known', () => {
  const { headline, lines } = forecastWords({
    ...FORECAST,
    ended: 120,
    failed: 3,
    executor: 'slurm',
    task: { cpus: 2, memory: '4G', time: '01:00:00', partition: null },
    atOnce: 1,
    seconds: null,
    freeBytes: null,
    warnings: [],
  });
  expect(headline).toBe('57 of 180 runs to make (120 finished already, 3 failed)');
  expect(lines).toEqual([
    'Time: not known, one run after the other by Slurm, as soon as it lets them run',
    'Each run asks for 2 processors, 4G of memory and 01:00:00 of time in the default partition',
    'Disk: about 340\u00a0MB',
  ]);
  expect(forecastWords({ ...FORECAST, ended: 180, warnings: [] }).lines).toEqual([]);
});
