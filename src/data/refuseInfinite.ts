import { UserError } from '../run/userError.ts';
import { placeOf } from './matrix.ts';
import type { Table } from './table.ts';

/** @throws UserError that names the first value that is infinite, or was too large for 32 bits */
export function refuseInfinite({ file, sampleIds, features, matrix }: Table): void {
  for (const infinite of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    const at = matrix.values.indexOf(infinite);
    if (at === -1) continue;
    const { row, column } = placeOf(matrix, at);
    throw new UserError(
      `${file}, sample "${sampleIds[row]}", feature "${features[column]}": the value is not a finite number that fits 32 bits. Save it as NaN if it is not known; of a logarithm of 0, take the logarithm of 1 + value instead.`,
    );
  }
}
