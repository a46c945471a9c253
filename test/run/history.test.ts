import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HistoryEntry } from '../../src/run/history.ts';
import { HistoryTail } from '../../src/run/historyTail.ts';
import { ShownHistory } from '../../src/run/shownHistory.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossmodal-history-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const entry = (epoch: number, stage = 0, evaluated = false): HistoryEntry => ({
  stage,
  epoch,
  loss: 100 / epoch,
  reconstruction: [],
  kl: [{ posterior: 'α', value: 1 }],
  beta: 1,
  seconds: epoch,
  ...(evaluated && { r2: [{ source: 'a', target: 'b', median: 0.1 }] }),
});
const epochs = (entries: readonly HistoryEntry[]) => entries.map(({ epoch }) => epoch);

test('each look reads what was written since, and no line before its end', async () => {
  const file = join(folder, 'history.jsonl');
  const tail = new HistoryTail(folder);
  expect(await tail.next()).toEqual({ entries: [], anew: false });
  const [first, second, third] = [1, 2, 3].map((epoch) => Buffer.from(`${JSON.stringify(entry(epoch))}\n`));
  // Cut within a letter of two bytes.
  const cut = second.indexOf('α') + 1;
  writeFileSync(file, Buffer.concat([first, second.subarray(0, cut)]));
  expect(epochs((await tail.next()).entries)).toEqual([1]);
  expect((await tail.next()).entries).toEqual([]);
  appendFileSync(file, Buffer.concat([second.subarray(cut), third]));
  expect(await tail.next()).toEqual({ entries: [entry(2), entry(3)], anew: false });
});

test('a history that was cut back or replaced is read anew, and a broken line is passed over', async () => {
  const file = join(folder, 'history.jsonl');
  const line = (epoch: number) => `${JSON.stringify(entry(epoch))}\n`;
  writeFileSync(file, line(1) + line(2) + line(3));
  const tail = new HistoryTail(folder);
  expect(epochs((await tail.next()).entries)).toEqual([1, 2, 3]);
  writeFileSync(`${file}.new`, line(1) + line(2) + line(3) + line(4));
  renameSync(`${file}.new`, file);
  expect(await tail.next()).toMatchObject({ anew: true, entries: [1, 2, 3, 4].map((epoch) => entry(epoch)) });
  writeFileSync(file, line(1));
  expect(await tail.next()).toMatchObject({ anew: true, entries: [entry(1)] });
  appendFileSync(file, `{"stage":0,"epo\n${line(2)}`);
  expect(epochs((await tail.next()).entries)).toEqual([2]);
});

test('a long training is shown by evenly spread epochs, every evaluation and the last, however it arrives', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 3000 }), (count, step) => {
      const all = Array.from({ length: count }, (_, i) => entry(i + 1, 0, (i + 1) % 997 === 0));
      const pieces = new ShownHistory();
      for (let at = 0; at < count; at += step) pieces.add(all.slice(at, at + step));
      const shown = pieces.entries;
      expect(shown).toEqual(new ShownHistory(all).entries);
      expect(shown.length).toBeLessThanOrEqual(Math.min(count, 401));
      expect(shown.length).toBeGreaterThanOrEqual(Math.min(count, 190));
      expect(shown[0]).toBe(all[0]);
      expect(shown.at(-1)).toBe(all.at(-1));
      expect(shown.filter(({ r2 }) => r2)).toEqual(all.filter(({ r2 }) => r2));
      const gaps = shown.slice(1).map(({ epoch }, i) => epoch - (shown[i]?.epoch ?? 0));
      expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(Math.max(1, (4 * count) / 400));
    }),
    { numRuns: 60 },
  );
});

test('each model of a run has its own curve', () => {
  const stages = [0, 1, 2].flatMap((stage) => Array.from({ length: 1000 }, (_, i) => entry(i + 1, stage)));
  const shown = new ShownHistory(stages).entries;
  for (const stage of [0, 1, 2]) expect(shown.filter((one) => one.stage === stage).at(-1)?.epoch).toBe(1000);
  expect(shown.length).toBeLessThan(1204);
});
