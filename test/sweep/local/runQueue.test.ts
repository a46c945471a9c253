import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RunQueue } from '../../../src/sweep/local/runQueue.ts';

const runs = (...names: string[]) => names.map((name) => ({ name, data: name[0] }));

it('gives a trainer runs of the tables that it has read, and another one other tables', () => {
  const queue = new RunQueue(runs('a1', 'b1', 'a2', 'b2', 'c1', 'a3'));
  const order = [0, 1, 0, 1, 1, 0, 0].map((trainer) => queue.next(trainer)?.name);
  expect(order).toEqual(['a1', 'b1', 'a2', 'b2', 'c1', 'a3', undefined]);
});

it('has trainers share tables where there are no others left', () => {
  const queue = new RunQueue(runs('a1', 'a2', 'a3'));
  expect([1, 0, 1].map((trainer) => queue.next(trainer)?.name)).toEqual(['a1', 'a2', 'a3']);
});

it('gives every run once, and one that came back once more', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b', 'c')),
      fc.infiniteStream(fc.record({ trainer: fc.nat(3), lost: fc.boolean() })),
      (data, steps) => {
        const all = data.map((letter, i) => ({ name: `${letter}${i}`, data: letter }));
        const queue = new RunQueue(all);
        const given: string[] = [];
        const lost: string[] = [];
        for (const step of steps) {
          const run = queue.next(step.trainer);
          if (!run) break;
          if (step.lost && !lost.includes(run.name)) {
            lost.push(run.name);
            queue.again(run);
          } else given.push(run.name);
        }
        expect(given.sort()).toEqual(all.map(({ name }) => name).sort());
      },
    ),
  );
});
