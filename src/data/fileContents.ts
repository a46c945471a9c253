import type { FileContents } from '../run/fileContents.ts';
import { UserError } from '../run/userError.ts';
import { type LabelTable, readLabels } from './labelTable.ts';
import { openTableFile } from './openTableFile.ts';
import type { TableFile } from './readers/tableFile.ts';

/** Different values of a label column that are shown. */
const EXAMPLES = 5;
/** A file with more columns than these is a table of numbers, and nobody looks for a label among them. */
const MOST_LABELS = 500;

/**
 * Which tables and which labels a file holds. Values of the tables are not read.
 * @throws UserError for a file that is not read
 */
export async function fileContents(file: string): Promise<FileContents> {
  let opened: TableFile;
  try {
    opened = await openTableFile(file, {});
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // A file without numbers may hold labels; where it does not, the first message says more.
    const labels = await readLabels(file, {}).catch(() => {
      throw error;
    });
    return { file, tables: [], labelColumns: describeLabels(labels) };
  }
  try {
    const { parts, labelColumns } = opened;
    const few = labelColumns.length > 0 && labelColumns.length <= MOST_LABELS;
    return {
      file,
      tables: parts.map(({ name, modality, chosen, layout, shape }) => ({
        part: name,
        modality,
        chosen,
        layout,
        ...shape,
      })),
      labelColumns: few
        ? describeLabels(await opened.readLabels())
        : labelColumns.map((name) => ({ name, examples: [] })),
    };
  } finally {
    opened.close();
  }
}

function describeLabels({ columns }: LabelTable): FileContents['labelColumns'] {
  return columns.map(({ name, values }) => {
    const examples = new Set<string>();
    for (const value of values) {
      if (value !== null) examples.add(value);
      if (examples.size === EXAMPLES) break;
    }
    return { name, examples: [...examples] };
  });
}
