import { createReadStream } from 'node:fs';
import Papa from 'papaparse';
import { type DenseMatrix, denseMatrix } from '../../src/data/matrix.ts';
import { repeat } from './repeat.ts';

/** As fast as PapaParse goes: nothing is checked, and rows go straight into an array. */
function read(file: string): Promise<DenseMatrix> {
  return new Promise((resolve, reject) => {
    let columns = 0;
    const rows: Float32Array[] = [];
    Papa.parse<string[]>(createReadStream(file, { highWaterMark: 1 << 20 }), {
      delimiter: ',',
      newline: '\n',
      step: ({ data }) => {
        if (columns === 0) columns = data.length - 1;
        else if (data.length > 1) {
          const row = new Float32Array(columns);
          for (let k = 0; k < columns; k++) row[k] = Number(data[k + 1]);
          rows.push(row);
        }
      },
      complete: () => {
        const values = new Float32Array(rows.length * columns);
        for (const [n, row] of rows.entries()) values.set(row, n * columns);
        resolve(denseMatrix(values, columns));
      },
      error: reject,
    });
  });
}

repeat('5.7.1', read);
