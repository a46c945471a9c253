import { toDense } from '../../src/data/matrix.ts';
import { readTable } from '../../src/data/readTable.ts';
import { repeat } from './repeat.ts';

repeat(`Node ${process.version}`, async (file) => toDense((await readTable(file, {})).table.matrix));
