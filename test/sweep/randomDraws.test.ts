import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSweep } from '../../src/run/readSweep.ts';
import { randomDraws } from '../../src/sweep/randomDraws.ts';

function drawsOf(settings: Record<string, unknown>, draws: number, seed = 0) {
  const { random } = parseSweep({ study: 'a.crossmodal.json', random: { draws, seed, settings } }, 'test');
  if (!random) throw new Error('a sweep with random settings has them');
  return randomDraws(random);
}

const numbers = (draws: ReturnType<typeof drawsOf>, path: string): number[] => draws.map((draw) => Number(draw[path]));

test('draws lie in their range, and are whole where they are asked to be', () => {
  const range = fc
    .record({
      from: fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
      more: fc.double({ min: 1, max: 1e3, noNaN: true }),
      scale: fc.constantFrom('linear', 'log'),
      whole: fc.boolean(),
    })
    .map(({ from, more, scale, whole }) => ({ from, to: from + more, scale, whole }));
  fc.assert(
    fc.property(range, fc.nat(1000), ({ from, to, scale, whole }, seed) => {
      for (const value of numbers(drawsOf({ 'model.shared': { from, to, scale, whole } }, 20, seed), 'model.shared')) {
        expect(value).toBeGreaterThanOrEqual(from);
        expect(value).toBeLessThanOrEqual(to);
        if (whole) expect(Number.isInteger(value)).toBe(true);
      }
    }),
  );
});

test('a draw stays as it is when more are made, and when another setting is drawn besides', () => {
  const beta = { 'training.beta': { from: 1e-4, to: 1, scale: 'log' } };
  const few = drawsOf(beta, 3, 7);
  expect(drawsOf(beta, 9, 7).slice(0, 3)).toEqual(few);
  const both = drawsOf({ 'model.name': ['mmvae', 'mopoe'], ...beta }, 3, 7);
  expect(numbers(both, 'training.beta')).toEqual(numbers(few, 'training.beta'));
  expect(drawsOf(beta, 3, 8)).not.toEqual(few);
});

test('on a logarithmic scale each power of ten is drawn as often; on a linear one each tenth', () => {
  const draws = 4000;
  const log = numbers(drawsOf({ x: { from: 1e-4, to: 1, scale: 'log' } }, draws), 'x');
  for (const power of [1e-4, 1e-3, 1e-2, 1e-1]) {
    const share = log.filter((value) => value >= power && value < 10 * power).length / draws;
    // Four standard errors of a share of 1/4 in 4,000 draws.
    expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / draws));
  }
  const whole = numbers(drawsOf({ x: { from: 1, to: 10, whole: true } }, draws), 'x');
  for (let value = 1; value <= 10; value++) {
    const share = whole.filter((other) => other === value).length / draws;
    expect(Math.abs(share - 0.1)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / draws));
  }
});

test('a range that holds nothing is refused with what is wrong', () => {
  expect(() => drawsOf({ 'model.shared': { from: 5, to: 2 } }, 3)).toThrow(
    'random.settings.model.shared: "from" must be less than "to"',
  );
  expect(() => drawsOf({ 'training.beta': { from: 0, to: 1, scale: 'log' } }, 3)).toThrow('starts above 0');
  expect(() => drawsOf({ 'model.shared': { from: 2.2, to: 2.8, whole: true } }, 3)).toThrow('no whole number');
});
