import { UserError } from '../../../run/userError.ts';
import type { OpenParquet } from './openParquet.ts';
import { cellText, visitColumn } from './visitColumn.ts';

/**
 * The names of the rows, in order.
 * @throws UserError where one is empty or repeats, and where the file is damaged
 */
export function readSampleIds({ file, slices, footer, id }: OpenParquet): string[] {
  if (id === null) {
    const { start, step } = footer.index?.kind === 'range' ? footer.index : { start: 0, step: 1 };
    return Array.from({ length: footer.rows }, (_, row) => String(start + row * step));
  }
  const rowOf = new Map<string, number>();
  for (const group of footer.groups) {
    visitColumn(file, slices, id, group, (value) => {
      const name = cellText(value);
      const row = rowOf.size + 1;
      if (name === null || name === '') {
        throw new UserError(
          `${file}, row ${row}, column "${id.name}": the sample id is empty. Give the sample an id or remove the row.`,
        );
      }
      const earlier = rowOf.get(name);
      if (earlier !== undefined) {
        throw new UserError(
          `${file}, rows ${earlier} and ${row}: both have the sample id "${name}". Keep one row for each sample, or name the id column if "${id.name}" is not it.`,
        );
      }
      rowOf.set(name, row);
    });
  }
  return [...rowOf.keys()];
}
