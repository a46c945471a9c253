import { UserError } from '../../run/userError.ts';
import type { Place } from './cells.ts';
import type { Columns } from './columns.ts';

/** Samples of one table; JavaScript holds the ids of three times as many. */
export const MOST_SAMPLES = 5_000_000;

/** @param count cells of a row that is not as wide as the header */
export function raggedRow({ file, line }: Place, count: number, { width }: Columns): UserError {
  const difference = count < width ? 'too few' : 'too many';
  return new UserError(
    `${file}, row ${line}: ${count} cell${count === 1 ? '' : 's'}, where the header has ${width} (${difference}). Repair the row; a cell that holds the delimiter needs quotes.`,
  );
}

export function tooManyRows({ file, line }: Place): UserError {
  return new UserError(
    `${file}, row ${line}: a table may have ${MOST_SAMPLES.toLocaleString('en')} rows, and this one has more. Keep fewer samples.`,
  );
}

/** The ids of the samples of a table, each once, as they come. */
export class SampleIds {
  readonly #columns: Columns;
  readonly #lines = new Map<string, number>();

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** @throws UserError for an empty or a repeated id, and for more samples than can be held */
  add(id: string, { file, line }: Place): void {
    const { idName } = this.#columns;
    if (id === '') {
      const name = idName === '' ? 'the first column' : `column "${idName}"`;
      throw new UserError(
        `${file}, row ${line}, ${name}: the sample id is empty. Give the sample an id or remove the row.`,
      );
    }
    const earlier = this.#lines.get(id);
    if (earlier !== undefined) {
      throw new UserError(
        `${file}, rows ${earlier} and ${line}: both have the sample id "${id}". Keep one row for each sample, or name the id column if "${idName || 'the first column'}" is not it.`,
      );
    }
    if (this.#lines.size === MOST_SAMPLES) throw tooManyRows({ file, line });
    this.#lines.set(id, line);
  }
}
