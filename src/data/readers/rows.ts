import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { UserError } from '../../run/userError.ts';
import { type Delimiter, guessDelimiter, holdsTwoLines } from './delimiter.ts';
import { textStream } from './textStream.ts';

/** A line of this many characters is no line of a table: a quote was opened and never closed, or the file is no table. */
const LONGEST_ROW = 1 << 26;
/** The part of a file in which its first two lines must end for the delimiter to be guessed from both. */
const HEAD = 1 << 24;

/**
 * Calls `visit` with the cells of every row that is not blank, header included, in order, while the file streams by.
 * Cells are as written, quotes resolved. `line` is the row's first line, counted from 1 as an editor shows it.
 * @throws UserError for what textStream refuses and for broken quotes; and whatever `visit` throws.
 */
export async function visitRows(file: string, visit: (cells: string[], line: number) => void): Promise<void> {
  const text = textStream(file);
  const progress: Progress = { received: 0, parsed: 0 };
  let head = '';
  let examined = 0;
  for (let piece = await text.next(); !piece.done; piece = await text.next()) {
    head += piece.value;
    if (head.length < 2 * examined) continue;
    examined = head.length;
    if (head.length > HEAD || holdsTwoLines(head)) break;
  }
  const source = Readable.from(joined(head, text, progress), { objectMode: true, highWaterMark: 1 });
  try {
    await parse(file, source, guessDelimiter(head) ?? ',', progress, visit);
  } finally {
    source.destroy();
    await text.return(undefined);
  }
}

/** Characters given to the parser, and those of the rows that it finished. */
interface Progress {
  received: number;
  parsed: number;
}

/**
 * The parser starts an unfinished row anew with every piece. Pieces as long as what is unfinished keep that work in
 * proportion to the file, also where one row is most of it.
 */
async function* joined(head: string, rest: AsyncGenerator<string>, progress: Progress): AsyncGenerator<string> {
  yield head;
  let waiting: string[] = [];
  let length = 0;
  for await (const piece of rest) {
    waiting.push(piece);
    length += piece.length;
    if (length < progress.received - progress.parsed) continue;
    yield waiting.join('');
    waiting = [];
    length = 0;
  }
  if (length > 0) yield waiting.join('');
}

function parse(
  file: string,
  source: Readable,
  delimiter: Delimiter,
  progress: Progress,
  visit: (cells: string[], line: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let line = 1;
    source.on('data', (piece: string) => {
      progress.received += piece.length;
      if (progress.received - progress.parsed <= LONGEST_ROW) return;
      source.destroy(
        new UserError(`${file}, row ${line}: the row does not end. A quote (") is opened and never closed.`),
      );
    });
    // PapaParse does not hear of a stream that is destroyed before its end.
    source.on('close', () => reject(new Error(`${file}: reading was broken off`)));
    Papa.parse<string[]>(source, {
      delimiter,
      newline: '\n',
      step: (result, parser) => {
        try {
          const length = result.meta.cursor - progress.parsed;
          progress.parsed = result.meta.cursor;
          const problem = result.errors.find((error) => error.type === 'Quotes');
          if (problem) throw new UserError(quoteProblem(file, line, problem.code));
          const cells = result.data;
          const first = line;
          line += 1 + lineEnds(cells, length);
          if (cells.some((cell) => cell.trim() !== '')) visit(cells, first);
        } catch (error) {
          // First of all: abort() calls complete(), which would report success.
          reject(error);
          parser.abort();
          source.destroy();
        }
      },
      complete: () => resolve(),
      error: reject,
    });
  });
}

function quoteProblem(file: string, line: number, code: string): string {
  if (code === 'MissingQuotes')
    return `${file}, row ${line}: a quote (") is opened and never closed. Add or remove the quote.`;
  return `${file}, row ${line}: text follows a closing quote ("). Double the quotes inside a quoted cell, or remove them.`;
}

/** Line ends inside a row's quoted cells, which an editor counts as lines. `length`: the row's characters, with its own line end. */
function lineEnds(cells: readonly string[], length: number): number {
  let unquoted = cells.length;
  for (const cell of cells) unquoted += cell.length;
  if (unquoted === length) return 0;
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count++;
  }
  return count;
}
