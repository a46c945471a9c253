import fc from 'fast-check';
import { expect, test } from 'vitest';
import { begin, mapTimeline, record, redo, type Timeline, undo } from '../../webview/state/timeline.ts';

/** Fewer than are remembered. */
const steps = fc.array(fc.integer(), { maxLength: 40 });
const walk = (values: readonly number[]) => values.reduce(record, begin(0));
const times = (count: number, step: (timeline: Timeline<number>) => Timeline<number>) => (start: Timeline<number>) =>
  Array.from({ length: count }).reduce<Timeline<number>>(step, start);

test('undoing after any steps gives back what was, step by step, and redoing them the way there', () => {
  fc.assert(
    fc.property(steps, fc.nat(60), (values, back) => {
      const end = walk(values);
      const undone = times(back, undo)(end);
      expect(undone.present).toBe([0, ...values][Math.max(0, values.length - back)]);
      expect(times(back, redo)(undone)).toEqual(end);
    }),
  );
});

test('a new step after undoing forgets what was undone, and nothing before it', () => {
  fc.assert(
    fc.property(steps, fc.nat(40), fc.integer(), (values, back, next) => {
      const branched = record(times(back, undo)(walk(values)), next);
      const kept = [0, ...values.slice(0, Math.max(0, values.length - back))];
      expect(branched).toEqual({ past: kept, present: next, future: [] });
      expect(redo(branched)).toBe(branched);
    }),
  );
});

test('the oldest of many steps are forgotten, the newest stay', () => {
  const many = walk(Array.from({ length: 200 }, (_, i) => i + 1));
  expect(many.past).toEqual(Array.from({ length: 50 }, (_, i) => 150 + i));
  expect(times(80, undo)(many).present).toBe(150);
});

test('all steps change together', () => {
  fc.assert(
    fc.property(steps, fc.nat(40), (values, back) => {
      const timeline = times(back, undo)(walk(values));
      const doubled = mapTimeline(timeline, (value) => value * 2);
      expect(doubled.present).toBe(timeline.present * 2);
      expect(undo(doubled).present).toBe(undo(timeline).present * 2);
      expect(redo(doubled).present).toBe(redo(timeline).present * 2);
    }),
  );
});
