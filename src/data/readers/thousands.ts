const NUMBER = /(?<=[;\t])[+-]?\d+(\.\d+)?(?=[;\t\r\n])/g;
/** A point that may stand between thousands. */
const MAYBE_THOUSANDS = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;
const SMALL = /^[+-]?[1-9]\d{0,2}$/;
/** So many fractions without one that ends in 0, and was written shorter for it, are no accident. */
const ENOUGH = 20;
/** Characters looked at. */
const MOST_EXAMINED = 1 << 16;

/**
 * A number whose point seems to stand between thousands, as 1.234 does in German: every number with a point has three
 * digits after it and does not begin with 0, others have none and three digits at most.
 * @param rows cells between semicolons or tabs
 * @returns null where the points are decimal ones
 */
export function pointBetweenThousands(rows: string): string | null {
  let [pointed, small] = [0, 0];
  let first: string | null = null;
  for (const [cell] of rows.slice(0, MOST_EXAMINED).matchAll(NUMBER)) {
    if (SMALL.test(cell)) small++;
    else if (MAYBE_THOUSANDS.test(cell)) {
      pointed++;
      first ??= cell;
    } else if (!/^[+-]?0$/.test(cell)) return null;
  }
  return pointed >= ENOUGH && small > 0 ? first : null;
}
