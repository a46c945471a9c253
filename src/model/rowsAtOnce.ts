/** Bound the memory of evaluation, whatever the number of samples and features: rows, and numbers in or out of a call. */
const MOST_ROWS = 1024;
const MOST_NUMBERS = 2 ** 22;

/** How many samples to take at once. @param numbers in or out for each @param wanted at most */
export function rowsAtOnce(numbers: number, wanted = MOST_ROWS): number {
  return Math.max(1, Math.min(MOST_ROWS, wanted, Math.floor(MOST_NUMBERS / numbers)));
}
