import { UserError } from '../run/userError.ts';
import { cellInWords } from './cellInWords.ts';
import type { Table } from './table.ts';

/** @throws UserError that names the first value that is infinite, or was too large for 32 bits */
export function refuseInfinite(table: Table): void {
  for (const infinite of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    const at = table.matrix.values.indexOf(infinite);
    if (at === -1) continue;
    throw new UserError(
      `${cellInWords(table, at)} is not a finite number that fits 32 bits. Save it as missing if it is not known; in place of the logarithm of 0 take that of 1 + value.`,
    );
  }
}
