import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveSweep } from '../../../src/cli/sweep/liveSweep.ts';

const CLEAR = '\u001b[K';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A sweep of four runs a, b, c, d, and what stands on the screen that its progress goes to. */
function sweepOn(isTTY: boolean, columns = 0) {
  let written = '';
  const write = (text: string): boolean => {
    written += text;
    return true;
  };
  const progress = (text: string): boolean => write(`${text}\n`);
  const stream = { isTTY, columns, write };
  const live = new LiveSweep({ progress }, 4, 90, (run) => `shared ${run}`, stream);
  return { live, written: () => written, screen: () => screenOf(written) };
}

/** The lines of a terminal on which this was written: \r goes to the beginning of the line, and ESC [K clears what follows. */
function screenOf(written: string): string[] {
  return written
    .split('\n')
    .map((line) =>
      line
        .split('\r')
        .reduce(
          (shown, part) => (part.startsWith(CLEAR) ? part.slice(CLEAR.length) : part + shown.slice(part.length)),
          '',
        ),
    );
}

/** Longer than the line stays as it is. */
const wait = () => vi.advanceTimersByTime(1_000);

test('a terminal has one line that is drawn anew, and failures above it', () => {
  const { live, screen } = sweepOn(true, 100);
  live.hear({ type: 'begun', run: 'a' });
  expect(screen()).toEqual(['0 of 4 finished  1 running  about 1 min 30 s left']);
  wait();
  live.hear({ type: 'begun', run: 'b' });
  expect(screen()).toEqual(['0 of 4 finished  2 running  about 1 min 30 s left']);
  wait();
  live.hear({ type: 'finished', run: 'a' });
  // Two seconds for one run: three more take six.
  expect(screen()).toEqual(['1 of 4 finished  1 running  about 6 s left']);
  live.hear({ type: 'failed', run: 'b', message: 'The loss became NaN.', user: true });
  expect(screen()).toEqual([
    '2 of 4  failed: shared b (b): The loss became NaN.',
    '1 of 4 finished  0 running  1 failed  about 2 s left',
  ]);
  live.stopping();
  live.end();
  live.end();
  expect(screen()).toEqual([
    '2 of 4  failed: shared b (b): The loss became NaN.',
    'Stopping: trainings save what they have learnt.',
    '',
  ]);
});

test('the line is drawn no more often than five times a second, and counts how far runs have come', () => {
  const { live, written, screen } = sweepOn(true, 100);
  for (const run of ['a', 'b']) live.hear({ type: 'begun', run });
  for (let i = 1; i <= 100; i++) {
    vi.advanceTimersByTime(10);
    live.hear({ type: 'progress', run: 'a', share: i / 100, secondsLeft: null });
  }
  expect(written().match(/\r/g)).toHaveLength(6);
  live.hear({ type: 'finished', run: 'b' });
  wait();
  live.hear({ type: 'progress', run: 'a', share: 0.5, secondsLeft: null });
  // In two seconds one and a half of four: the rest takes 2 · 2.5 / 1.5.
  expect(screen()).toEqual(['1 of 4 finished  1 running  about 3 s left']);
});

test('a run that somebody else is at, and one that is taken up again, are said above the line', () => {
  const { live, screen } = sweepOn(true, 100);
  live.hear({ type: 'awaited', run: 'c' });
  live.hear({ type: 'begun', run: 'a' });
  live.hear({ type: 'again', run: 'a', message: 'Its trainer died.' });
  live.hear({ type: 'stopped', run: 'd' });
  live.end();
  expect(screen()).toEqual([
    'Waits for shared c (c), which somebody else is at.',
    'Trained again: shared a (a): Its trainer died.',
    '0 of 4 finished  0 running  about 1 min 30 s left',
    '',
  ]);
});

test.each([
  [30, 29],
  // Some terminals do not know how wide they are.
  [0, '0 of 4 finished  1 running  about 1 min 30 s left'.length],
])('on %i columns the line does not wrap', (columns, length) => {
  const { live, screen } = sweepOn(true, columns);
  live.hear({ type: 'begun', run: 'a' });
  expect(screen()[0]).toHaveLength(length);
});

test('a pipe gets a line an ended run, and nothing else', () => {
  const { live, written } = sweepOn(false);
  for (const run of ['a', 'b', 'c']) live.hear({ type: 'begun', run });
  live.hear({ type: 'progress', run: 'a', share: 0.5, secondsLeft: 3 });
  wait();
  live.hear({ type: 'finished', run: 'a' });
  live.hear({ type: 'failed', run: 'b', message: 'The loss became NaN.', user: true });
  live.hear({ type: 'stopped', run: 'c' });
  live.stopping();
  live.end();
  expect(written()).toBe(`1 of 4  finished: shared a (a)
2 of 4  failed: shared b (b): The loss became NaN.
Stopping: trainings save what they have learnt.
`);
});
