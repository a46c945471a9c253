import type { ElementType } from './elementType.ts';

/** Where numbers are wanted. Whole numbers that 32 bits do not hold become −1 in an Int32Array. */
export type Numbers = Float32Array | Float64Array | Int32Array;

/** What a dataset or an attribute says in one element; null = missing, or of a type that we do not read. */
export type Value = string | number | boolean | null;

/**
 * Copies numbers, and booleans as 0 and 1.
 * @param bytes of elements side by side, beginning at a multiple of 8
 * @param at index in `into` of the first
 */
export function copyNumbers(bytes: Uint8Array, type: ElementType, into: Numbers, at: number): void {
  if (isNumeric(type)) {
    const { buffer, byteOffset, length } = bytes;
    const count = length / type.size;
    if (type.kind === 'float' && type.size === 2) {
      const halves = new Uint16Array(buffer, byteOffset, count);
      for (let i = 0; i < count; i++) into[at + i] = fromHalf(halves[i]);
    } else if (type.kind !== 'float' && type.size === 8) {
      copyLong(new Int32Array(buffer, byteOffset, 2 * count), type.signed, into, at);
    } else into.set(numberView(type)(buffer, byteOffset, count), at);
    return;
  }
  throw new Error(`elements of kind ${type.kind} are no numbers`);
}

/** Whether elements are numbers or booleans. */
export function isNumeric(
  type: ElementType,
): type is Extract<ElementType, { readonly kind: 'integer' | 'float' | 'boolean' }> {
  return type.kind === 'integer' || type.kind === 'float' || type.kind === 'boolean';
}

function numberView(
  type: Extract<ElementType, { readonly kind: 'integer' | 'float' | 'boolean' }>,
): (buffer: ArrayBufferLike, from: number, count: number) => ArrayLike<number> {
  const { kind, size } = type;
  if (kind === 'float') return (...place) => (size === 4 ? new Float32Array(...place) : new Float64Array(...place));
  if (type.signed) {
    if (size === 1) return (...place) => new Int8Array(...place);
    return (...place) => (size === 2 ? new Int16Array(...place) : new Int32Array(...place));
  }
  if (size === 1) return (...place) => new Uint8Array(...place);
  return (...place) => (size === 2 ? new Uint16Array(...place) : new Uint32Array(...place));
}

/** 64-bit whole numbers, each as its low and its high half: many times faster than by BigInt. */
function copyLong(halves: Int32Array, signed: boolean, into: Numbers, at: number): void {
  const narrow = into instanceof Int32Array;
  for (let i = 0; i < halves.length; i += 2) {
    const low = halves[i];
    const high = halves[i + 1];
    if (high === 0 && low >= 0) into[at++] = low;
    else if (narrow) into[at++] = -1;
    else into[at++] = (signed ? high : high >>> 0) * 2 ** 32 + (low >>> 0);
  }
}

/** IEEE 754 half precision. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/**
 * One element.
 * @param textAt the text at an address of the library's memory
 */
export function valueAt(bytes: Uint8Array, at: number, type: ElementType, textAt: (address: number) => string): Value {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, type.size);
  switch (type.kind) {
    case 'text':
      return type.variable ? textAt(view.getUint32(0, true)) : fixedText(bytes, at, type);
    case 'boolean': {
      const value = integerAt(view, type);
      return value === 0 || value === 1 ? value === 1 : null;
    }
    case 'integer':
      return integerAt(view, type);
    case 'float':
      if (type.size === 2) return fromHalf(view.getUint16(0, true));
      return type.size === 4 ? shortest(view.getFloat32(0, true)) : view.getFloat64(0, true);
    default:
      return null;
  }
}

function integerAt(view: DataView, { size, signed }: { readonly size: number; readonly signed: boolean }): number {
  switch (size) {
    case 1:
      return signed ? view.getInt8(0) : view.getUint8(0);
    case 2:
      return signed ? view.getInt16(0, true) : view.getUint16(0, true);
    case 4:
      return signed ? view.getInt32(0, true) : view.getUint32(0, true);
    default:
      return Number(signed ? view.getBigInt64(0, true) : view.getBigUint64(0, true));
  }
}

/** The number of fewest digits that is this 32-bit float: 0.1 rather than 0.10000000149011612. */
function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

function fixedText(bytes: Uint8Array, at: number, { size, padding }: Extract<ElementType, { kind: 'text' }>): string {
  const cell = Buffer.from(bytes.buffer, bytes.byteOffset + at, size);
  const end = cell.indexOf(0);
  const text = cell.toString('utf8', 0, end === -1 ? size : end);
  return padding === 'spaces' ? text.replace(/ +$/, '') : text;
}
