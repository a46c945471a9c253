import { createHash } from 'node:crypto';
import { Random } from '../math/random.ts';
import type { SettingValue, Sweep } from '../run/sweepFile.ts';

type RandomSettings = NonNullable<Sweep['random']>;
type Drawn = RandomSettings['settings'][string];

/** Digits of a drawn number: more make no difference to a training. */
const DIGITS = 4;

/**
 * Random settings, one object a draw. A draw depends on the seed, its number and the setting's path alone: with more draws
 * or another setting, those that were made stay as they were.
 */
export function randomDraws({ draws, seed, settings }: RandomSettings): Record<string, SettingValue>[] {
  return Array.from({ length: draws }, (_, draw) =>
    Object.fromEntries(
      Object.entries(settings).map(([path, from]) => {
        return [path, drawn(from, new Random(seed, draw, wordOf(path)).uniform())];
      }),
    ),
  );
}

/** @param u uniform in [0, 1) */
function drawn(from: Drawn, u: number): SettingValue {
  if (Array.isArray(from)) return from[Math.floor(u * from.length)];
  const { from: low, to: high, scale, whole } = from;
  if (!whole) {
    const value = scale === 'log' ? low * (high / low) ** u : low + u * (high - low);
    return Math.min(high, Math.max(low, Number(value.toPrecision(DIGITS))));
  }
  const [first, last] = [Math.ceil(low), Math.floor(high)];
  // Each whole number stands for all from itself up to the next.
  const value = scale === 'log' ? first * ((last + 1) / first) ** u : first + u * (last + 1 - first);
  return Math.min(last, Math.max(first, Math.floor(value)));
}

/** 32 bits that tell one path from another. */
function wordOf(path: string): number {
  return createHash('sha256').update(path).digest().readInt32LE();
}
