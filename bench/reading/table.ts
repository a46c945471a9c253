import { availableParallelism, cpus, totalmem } from 'node:os';
import { median } from '../../src/math/statistics.ts';

/** What one reader took for one table. */
export interface Reading {
  readonly name: string;
  readonly version: string;
  /** of all numbers of the matrix */
  readonly sum: number;
  /** seconds of the first time in a process, which includes whatever has to warm up */
  readonly first: readonly number[];
  /** seconds of all other times */
  readonly later: readonly number[];
  /** bytes of its process */
  readonly peak: number;
}

interface Results {
  /** processors that others kept busy before the start, on average of a minute */
  readonly load: number;
  /** of the table, not zipped */
  readonly bytes: number;
  /** bytes of the matrix that comes out */
  readonly matrix: number;
  readonly readings: readonly Reading[];
  /** what else there is to say, one sentence each */
  readonly notes: readonly string[];
}

/** Markdown: the machine, one table, the notes. */
export function formatReading({ load, bytes, matrix, readings, notes }: Results): string {
  const head = ['reader', 'version', 'first time', 'later', 'MB/s', 'peak', 'by ours'];
  const [ours] = readings;
  const rows = readings.map(({ name, version, first, later, peak }) => {
    const range = `${median(later).toFixed(2)} [${Math.min(...later).toFixed(2)}, ${Math.max(...later).toFixed(2)}] s`;
    const rate = (bytes / 1e6 / median(later)).toFixed(0);
    const ratio = (median(later) / median(ours.later)).toFixed(1);
    return [name, version, `${median(first).toFixed(2)} s`, range, rate, megabytes(peak), ratio];
  });
  const rule = head.map((_, column) => (column < 2 ? '---' : '---:'));
  return `# What reading a wide table costs

A CSV of 400 samples and 20,000 features, ${megabytes(bytes)}, to a matrix of 32-bit floats, ${megabytes(matrix)}, with its names. Each reader
in processes of its own, in turns, the file in the system's cache; all must find the same sum. Written by \`npm run bench -- reading\`.

- date: ${new Date().toISOString().slice(0, 10)}
- machine: ${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB
- load before the start: ${load.toFixed(1)} of ${availableParallelism()} cores

${[head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

- first time: the process has just started, median of ${ours.first.length}; later: median [least, most] of ${ours.later.length} more times, from which MB/s of text.
- peak: of the process, everything included.
- PapaParse: cells to numbers and rows to an array alone; pandas and polars: \`read_csv\`, then to a 32-bit array.
${notes.map((note) => `- ${note}\n`).join('')}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
