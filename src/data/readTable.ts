import { UserError } from '../run/userError.ts';
import { readDelimited } from './readers/delimited.ts';
import type { Table } from './table.ts';

type Reader = (file: string, options: { readonly idColumn?: string }) => Promise<{ table: Table; warnings: string[] }>;

/** Reader of each ending; ".gz" after it is allowed. */
const READERS: readonly { readonly endings: readonly string[]; readonly read: Reader }[] = [
  { endings: ['.csv', '.tsv', '.txt', '.tab'], read: readDelimited },
];

/**
 * Reads a table of numbers: one row a sample, one column a feature. The file's ending chooses the reader.
 * @param options.idColumn header of the column with the sample ids; default: the first column
 * @throws UserError for an ending we do not read, and for whatever is wrong in the file.
 */
export async function readTable(
  file: string,
  options: { readonly idColumn?: string | undefined },
): Promise<{ table: Table; warnings: string[] }> {
  const plain = file.toLowerCase().replace(/\.gz$/, '');
  const found = READERS.find(({ endings }) => endings.some((ending) => plain.endsWith(ending)));
  if (!found) {
    const endings = READERS.flatMap((reader) => reader.endings).join(', ');
    throw new UserError(
      `${file}: this kind of file is not read. Tables end in ${endings}, each also with .gz. Save the table as one of them.`,
    );
  }
  return found.read(file, options.idColumn === undefined ? {} : { idColumn: options.idColumn });
}
