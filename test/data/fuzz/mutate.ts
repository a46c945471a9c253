import type { Random } from '../../../src/math/random.ts';

/** One way to break a file. */
type Mutation = (bytes: Buffer, random: Random) => Buffer;

const HUGE = [0x7fffffffn, 0xffffffffn, 1n << 40n, (1n << 53n) + 1n, (1n << 63n) - 1n, (1n << 64n) - 1n];
/** What tables of text trip over. */
const PIECES = [
  ...[
    '"',
    '""',
    ',',
    ',,',
    ';',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '\0',
    "'",
    ' ',
    '\u00a0',
    '\ufeff',
    'NA',
    'inf',
    '-Inf',
  ],
  ...['1e999', '1e-999', '-', '.', '1,5', '1.2.3', '0x10', '1e', '+1', '√', '😀', 'id', 's1', 'x'.repeat(5000)],
].map((text) => Buffer.from(text));

/** Somewhere; half of the time where headers are, at the start or the end. */
function place(length: number, random: Random): number {
  const near = Math.min(length, 2048);
  const where = random.integer(4);
  if (where === 0) return random.integer(near + 1);
  return where === 1 ? length - random.integer(near + 1) : random.integer(length + 1);
}

/** Part of a file put in place of another. */
function splice(bytes: Buffer, from: number, to: number, middle: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(to)]);
}

function noise(length: number, random: Random): Buffer {
  return Buffer.from(Array.from({ length }, () => random.integer(256)));
}

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'cut off': (bytes, random) => bytes.subarray(0, place(bytes.length, random)),
  'bits flipped': (bytes, random) => {
    const changed = Buffer.from(bytes);
    for (let left = 1 + random.integer(8); left > 0; left--) {
      const at = Math.min(place(bytes.length, random), bytes.length - 1);
      if (at >= 0) changed[at] ^= 1 << random.integer(8);
    }
    return changed;
  },
  'bytes overwritten': (bytes, random) => {
    const at = place(bytes.length, random);
    const length = 1 + random.integer(64);
    const filler = [noise(length, random), Buffer.alloc(length), Buffer.alloc(length, 255)][random.integer(3)];
    return splice(bytes, at, at + length, filler);
  },
  'a huge number': (bytes, random) => {
    const number = Buffer.alloc(8);
    number.writeBigUInt64LE(HUGE[random.integer(HUGE.length)]);
    const at = place(bytes.length, random) & ~3;
    const length = random.integer(2) === 0 ? 4 : 8;
    return splice(bytes, at, at + length, number.subarray(0, length));
  },
  'pieces swapped': (bytes, random) => {
    const length = 1 + random.integer(256);
    const [one, other] = [place(bytes.length, random), place(bytes.length, random)];
    const changed = Buffer.from(bytes);
    bytes.copy(changed, one, other, other + length);
    bytes.copy(changed, other, one, one + length);
    return changed;
  },
  'bytes inserted': (bytes, random) => {
    const at = place(bytes.length, random);
    return splice(bytes, at, at, noise(1 + random.integer(40), random));
  },
  'bytes left out': (bytes, random) => {
    const at = place(bytes.length, random);
    return splice(bytes, at, at + 1 + random.integer(200), new Uint8Array());
  },
  'text inserted': (bytes, random) => {
    const at = place(bytes.length, random);
    return splice(bytes, at, at, PIECES[random.integer(PIECES.length)]);
  },
  'noise after the magic': (bytes, random) => splice(bytes, 8, bytes.length, noise(random.integer(4096), random)),
  noise: (_, random) => noise(random.integer(4096), random),
};
const NAMES = Object.keys(MUTATIONS);

/** A broken copy of a file, and how it was broken: in one way, or in two. */
export function mutate(bytes: Buffer, random: Random): { bytes: Buffer; how: string } {
  const name = NAMES[random.integer(NAMES.length)];
  const changed = MUTATIONS[name](bytes, random);
  if (random.integer(4) > 0 || changed.length === 0) return { bytes: changed, how: name };
  const second = NAMES[random.integer(NAMES.length - 2)];
  return { bytes: MUTATIONS[second](changed, random), how: `${name}, ${second}` };
}
