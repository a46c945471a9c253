import { readLabels } from '../../../src/data/labelTable.ts';
import type { Matrix } from '../../../src/data/matrix.ts';
import { openTableFile } from '../../../src/data/openTableFile.ts';
import { collectRows } from '../../../src/data/readers/collectRows.ts';
import { callLimit } from '../../../src/data/readers/hdf5/withinTime.ts';
import { UserError } from '../../../src/run/userError.ts';

/*
 * The process that reads what may be broken: told a file, it reads everything in it as the trainer would, and says how
 * that went.
 */

/** How reading a file went. */
export interface Outcome {
  /** tables that were read whole */
  readonly read: number;
  /** what a user would be told of the others */
  readonly messages: readonly string[];
  /** what must not happen, with its trace */
  readonly crash: string | null;
  /** most memory that the process ever had, bytes */
  readonly peak: number;
}

const MOST_PARTS = 3;
/** Calls of the HDF5 library take milliseconds here, or for ever. */
callLimit.seconds = 0.5;

async function readAll(file: string): Promise<Outcome> {
  const messages: string[] = [];
  let read = 0;
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
      read++;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      messages.push(error.message);
    }
  };
  let crash: string | null = null;
  try {
    await attempt(async () => {
      const opened = await openTableFile(file, {});
      for (const part of opened.parts.slice(0, MOST_PARTS)) {
        await attempt(async () => {
          const { names, matrix } = await collectRows(file, part);
          requireSound(names, (await part.names()).columns, matrix);
        });
      }
      opened.close();
    });
    await attempt(async () => {
      await readLabels(file, {});
    });
  } catch (error) {
    crash = error instanceof Error ? `${error.stack}` : String(error);
  }
  return { read, messages, crash, peak: process.resourceUsage().maxRSS * 1024 };
}

/** A table that was read must be one, whatever the file says. */
function requireSound(rows: readonly string[], columns: readonly string[], matrix: Matrix): void {
  const require = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(`the table that was read is not sound: ${what}`);
  };
  require(rows.length === matrix.rows && columns.length === matrix.columns, 'names and shape');
  require(new Set(rows).size === matrix.rows && new Set(columns).size === matrix.columns, 'repeated names');
  require(soundCells(matrix), 'cells');
}

function soundCells(matrix: Matrix): boolean {
  if (matrix.layout === 'dense') return matrix.values.length === matrix.rows * matrix.columns;
  const { starts, indices, values, rows, columns } = matrix;
  if (starts.length !== rows + 1 || starts[0] !== 0 || starts[rows] !== values.length) return false;
  if (indices.length !== values.length) return false;
  for (let row = 0; row < rows; row++) {
    if (starts[row + 1] < starts[row]) return false;
    for (let i = starts[row]; i < starts[row + 1]; i++) {
      if (indices[i] < 0 || indices[i] >= columns) return false;
      if (i > starts[row] && indices[i] <= indices[i - 1]) return false;
    }
  }
  return true;
}

process.on('message', (file) => {
  readAll(String(file)).then((outcome) => process.send?.(outcome));
});
