import Papa from 'papaparse';

/** The cells of one of our own CSV documents: header and rows of text. */
export function parseCsv(text: string): { header: string[]; rows: string[][] } {
  const [header = [], ...rows] = Papa.parse<string[]>(text, { delimiter: ',', skipEmptyLines: true }).data;
  return { header, rows };
}

/** A number from a cell; empty = NaN. */
export function numberFrom(text: string | undefined): number {
  return text === undefined || text === '' ? Number.NaN : Number(text);
}
