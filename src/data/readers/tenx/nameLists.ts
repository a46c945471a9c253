import { UserError } from '../../../run/userError.ts';
import { MOST_BLANK_LINES } from './entryParser.ts';
import type { Feature } from './featureTypes.ts';
import { wholeLines } from './wholeLines.ts';

/**
 * The barcodes of a matrix: the names of its samples.
 * @param count how many the matrix has
 * @throws UserError where there are more or fewer, or one repeats
 */
export async function readBarcodes(file: string, count: number): Promise<string[]> {
  const lines = await readLines(file, count, 'barcodes');
  const barcodes = lines.map((line) => line.split('\t')[0].trim());
  requireDistinct(file, barcodes);
  return barcodes;
}

/** @throws UserError where a sample has no name, or two have the same */
function requireDistinct(file: string, barcodes: readonly string[]): void {
  const first = new Map<string, number>();
  barcodes.forEach((barcode, n) => {
    if (barcode === '') throw new UserError(`${file}: barcode ${n + 1} is empty. Download or copy the file again.`);
    const earlier = first.get(barcode);
    if (earlier !== undefined) {
      throw new UserError(
        `${file}: barcodes ${earlier + 1} and ${n + 1} are both "${barcode}". Keep one of them, or make them different.`,
      );
    }
    first.set(barcode, n);
  });
}

/**
 * The features of a matrix, from features.tsv (id, name, type), the older genes.tsv (id, name) or peaks.bed (chromosome, start, end).
 * @param count how many the matrix has
 * @throws UserError where there are more or fewer
 */
export async function readFeatures(file: string, count: number): Promise<Feature[]> {
  const lines = await readLines(file, count, 'features');
  const peaks = /\.bed(\.gz)?$/i.test(file);
  return lines.map((line) => {
    const cells = line.split('\t').map((cell) => cell.trim());
    if (peaks) {
      const name = `${cells[0]}:${cells[1]}-${cells[2]}`;
      return { id: name, name, type: 'Peaks' };
    }
    return { id: cells[0], name: cells[1] ?? '', type: cells[2] ?? '' };
  });
}

async function readLines(file: string, count: number, what: string): Promise<string[]> {
  const lines: string[] = [];
  let blank = 0;
  for await (const bytes of wholeLines(file)) {
    for (const line of bytes.toString('utf8').split('\n')) {
      if (line.trim() === '') blank++;
      else lines.push(line);
    }
    if (lines.length > count || blank > MOST_BLANK_LINES) break;
  }
  if (lines.length === count) return lines;
  const found = lines.length > count ? 'more' : String(lines.length);
  throw new UserError(
    `${file} names ${found} ${what}, and the matrix has ${count}. Take both from the same folder; download or copy them again.`,
  );
}
