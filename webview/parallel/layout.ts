import type { Frame } from './lineLayer.ts';
import type { Parallel } from './parallel.ts';

/** Pixels: between axes at least, for titles above them, and for what ends without a score. */
const LEAST_GAP = 88;
const TITLES = 40;
const FOOT = 32;
/** Beside the first axis: for its values, at least and at most. */
const LEFT = [36, 168] as const;
/** Beside the last axis: for its values, and for half of its title. */
const RIGHT = [52, 88] as const;
/** Of a character, about, and between a value and its axis. */
const CHARACTER = 7.5;
const BESIDE = 24;

export interface Layout extends Frame {
  /** of all; more than there is room for scrolls */
  readonly width: number;
  /** between two axes */
  readonly gap: number;
  /** beside the last axis */
  readonly right: number;
}

/** Where the axes stand in a plot of this size. */
export function layOut({ axes }: Parallel, width: number, height: number): Layout {
  const longest = Math.max(0, ...axes[0].ticks.map(({ text }) => text.length));
  const left = Math.min(LEFT[1], Math.max(LEFT[0], longest * CHARACTER + BESIDE));
  const half = ((axes.at(-1)?.title.length ?? 0) * CHARACTER) / 2;
  const right = Math.min(RIGHT[1], Math.max(RIGHT[0], half));
  const gaps = Math.max(1, axes.length - 1);
  const gap = Math.max(LEAST_GAP, (width - left - right) / gaps);
  return {
    width: left + gap * gaps + right,
    gap,
    right,
    x: axes.map((_, a) => left + a * gap),
    top: TITLES,
    height: height - TITLES - FOOT,
  };
}

/** Over its axis; at either end of the plot no further than it reaches. @param axis index */
export function titleBox({ x, gap, width, right }: Layout, axis: number) {
  const room = gap - 8;
  const left = Math.min(x[axis] - room / 2, width - room);
  if (axis === x.length - 1) return { right: '0', width: `${Math.min(room, 2 * right)}px`, textAlign: 'center' };
  if (left < 0) return { left: '0', width: `${x[axis] + room / 2}px`, textAlign: 'left' };
  return { left: `${left}px`, width: `${room}px`, textAlign: 'center' };
}
