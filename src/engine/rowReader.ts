import type { Table } from './program.ts';
import { copyRow } from './rows.ts';

/**
 * Copies rows of tables, to be fed to an engine that does not hold them: 2 to 4 % of a step at 5000 features. A thread that
 * copies ahead of time gains less than that, as the engine keeps all processors busy (none to 2 %, on two processors). Rows
 * of sparse counts are made dense in about 1 % of a step.
 */
export class RowReader {
  readonly #tables: readonly Table[];
  /** Used again for as many rows: fresh memory costs several times what copying does. */
  #copies: readonly Float32Array[] = [];
  #rows = -1;

  constructor(tables: readonly Table[]) {
    this.#tables = tables;
  }

  /**
   * @param rows row numbers, in any order
   * @returns [rows · columns] of each table, valid until the next call
   */
  read(rows: Int32Array): readonly Float32Array[] {
    if (rows.length !== this.#rows) {
      this.#rows = rows.length;
      this.#copies = this.#tables.map(({ columns }) => new Float32Array(rows.length * columns));
    }
    this.#tables.forEach((table, k) => {
      const copy = this.#copies[k];
      for (let i = 0; i < rows.length; i++) copyRow(table, rows[i], copy, i * table.columns);
    });
    return this.#copies;
  }
}
