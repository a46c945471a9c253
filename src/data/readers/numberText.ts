import { isMissing } from './missing.ts';

/** What stands before the fraction of a table's numbers; null where no cell has told yet. */
export type DecimalMark = '.' | ',' | null;

/** Larger ones do not fit 32 bits. */
export const LARGEST_FLOAT32 = 3.4028234663852886e38;

/** Commas that may as well stand between thousands. */
const MAYBE_THOUSANDS = /^[+-]?[1-9]\d{0,2}(,\d{3})+$/;
/** Commas that can stand between thousands only: a decimal point follows. */
const THOUSANDS_BY_COMMA = /^[+-]?\d{1,3}(,\d{3})+\.\d*$/;
const PLAIN_COMMA = /^[+-]?(\d+,?\d*|,\d+)([eE][+-]?\d+)?$/;
/** Points between thousands, where they cannot be decimal points: a comma follows, or there are several. */
const THOUSANDS_BY_POINT = /^[+-]?\d{1,3}((\.\d{3})+,\d*|(\.\d{3}){2,})$/;

/**
 * The number that a trimmed cell holds; NaN where it is missing; Infinity where it is no finite 32-bit number.
 * @param mark as the table has it
 */
export function numberFromText(text: string, mark: DecimalMark): number {
  const written = mark === ',' ? withPoint(text) : text;
  const value = Number(written);
  if (Number.isNaN(value) || written === '' || isRadix(written)) {
    return isMissing(text) ? Number.NaN : Number.POSITIVE_INFINITY;
  }
  return Math.abs(value) > LARGEST_FLOAT32 ? Number.POSITIVE_INFINITY : value;
}

/** Whether the cell is a number with a comma before its fraction, and cannot be one with commas between thousands. */
export function hasDecimalComma(text: string): boolean {
  return text.includes(',') && !MAYBE_THOUSANDS.test(text) && (PLAIN_COMMA.test(text) || THOUSANDS_BY_POINT.test(text));
}

/** Whether the cell would be a number, were its commas decimal ones or stood between thousands. */
export function isNumberWithComma(text: string): boolean {
  return hasDecimalComma(text) || MAYBE_THOUSANDS.test(text);
}

/** Whether the cell would be a number without the commas between its thousands. */
export function hasThousands(text: string): boolean {
  return THOUSANDS_BY_COMMA.test(text);
}

/** Whether a cell that is no number of 32 bits would be one, were there more bits: too large or infinite. */
export function isTooLarge(text: string): boolean {
  return /^[+-]?inf(inity)?$/i.test(text) || !(Number.isNaN(Number(text)) || isRadix(text));
}

/** A number with a decimal comma as one with a decimal point; other texts become no numbers. */
function withPoint(text: string): string {
  if (PLAIN_COMMA.test(text)) return text.replace(',', '.');
  return THOUSANDS_BY_POINT.test(text) ? text.replaceAll('.', '').replace(',', '.') : 'no number';
}

/** JavaScript reads 0x1F, 0b1 and 0o7 as numbers; in a table they are text. */
function isRadix(text: string): boolean {
  const second = text.charCodeAt(1) | 0x20;
  return second === 0x78 || second === 0x62 || second === 0x6f;
}
