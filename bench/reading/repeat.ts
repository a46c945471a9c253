import { resourceUsage } from 'node:process';
import type { DenseMatrix } from '../../src/data/matrix.ts';

/** Reads a table again and again, and prints what that took. Arguments of the process: the file, how often. */
export async function repeat(version: string, read: (file: string) => Promise<DenseMatrix>): Promise<void> {
  const [, , file, times] = process.argv;
  const seconds: number[] = [];
  let result = { rows: 0, columns: 0, sum: 0 };
  for (let n = 0; n < Number(times); n++) {
    const start = performance.now();
    const { rows, columns, values } = await read(file);
    seconds.push((performance.now() - start) / 1000);
    let sum = 0;
    for (const value of values) sum += value;
    result = { rows, columns, sum };
  }
  process.stdout.write(JSON.stringify({ version, ...result, seconds, peak: resourceUsage().maxRSS * 1024 }));
}
