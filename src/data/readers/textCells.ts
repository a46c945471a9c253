import { UserError } from '../../run/userError.ts';
import { clipText, listNames } from './columns.ts';
import { type DecimalMark, hasDecimalComma, hasThousands, isNumberWithComma, isTooLarge } from './numberText.ts';

interface TextCell {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** The cells of a table that should hold numbers and do not. */
export class TextCells {
  readonly #file: string;
  readonly #names: readonly string[];
  #first: TextCell | null = null;
  readonly #counts: Int32Array;

  constructor(file: string, names: readonly string[]) {
    this.#file = file;
    this.#names = names;
    this.#counts = new Int32Array(names.length);
  }

  add(cell: TextCell): void {
    this.#first ??= cell;
    this.#counts[cell.column]++;
  }

  /**
   * To be asked at the end of the table, which tells how many there are.
   * @param rows those of the table
   * @throws UserError for the first of them
   */
  refuse(rows: number, mark: DecimalMark): void {
    if (this.#first) throw new UserError(this.#describe(this.#first, rows, mark));
  }

  #describe({ line, column, text: cell }: TextCell, rows: number, mark: DecimalMark): string {
    const [names, counts] = [this.#names, this.#counts];
    const place = `${this.#file}, row ${line}, column "${clipText(names[column])}": "${clipText(cell)}"`;
    const pointed = mark === ',' && cell.includes('.') && isTooLarge(cell);
    if (!pointed && (isTooLarge(cell) || (mark === ',' && hasDecimalComma(cell)))) {
      return `${place} is not a finite number that fits 32 bits. Leave the cell empty if the value is not known.`;
    }
    if (pointed) {
      return `${place} has a decimal point, and the table's other numbers have decimal commas. Write them alike: save the table with decimal points.`;
    }
    if (isNumberWithComma(cell)) {
      return mark === '.'
        ? `${place} is not a number: it has a decimal comma, and other numbers of the table have decimal points. Write them alike: save the table with decimal points.`
        : `${place} is not a number: its comma may stand before a fraction or between thousands. Save the table with decimal points, and nothing between thousands.`;
    }
    if (hasThousands(cell)) {
      return `${place} has commas between thousands. Save the table with nothing between thousands.`;
    }
    if (/^(true|false)$/i.test(cell)) {
      return `${place} is not a number. Write 1 for true and 0 for false, or use the column as a label: --labels ${this.#file}:${names[column]}`;
    }
    const others = names.filter((_, k) => k !== column && counts[k] > 0);
    const elsewhere =
      others.length > 0
        ? ` There is text in ${others.length} other column${others.length === 1 ? '' : 's'}, too: ${listNames(others, 5)}.`
        : '';
    if (counts[column] === 1) {
      return `${place} is not a number. Correct the cell, or leave it empty if the value is missing.${elsewhere}`;
    }
    const share = counts[column] === rows ? `All ${rows} cells` : `${counts[column]} of ${rows} cells`;
    return `${place} is not a number. ${share} of this column hold text.${elsewhere} Remove the column, or use it as a label: --labels ${this.#file}:${names[column]}`;
  }
}
