import { renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { settledStampOf, stampOf } from '../../src/data/fileStamp.ts';
import { PATIENCE } from '../patience.ts';
import { scratchFolder } from './scratch.ts';

const folder = scratchFolder();

it('tells a file that was replaced by one of the same size and time', async () => {
  const file = folder.write('table.csv', 'id,a\ns1,1\n');
  const time = new Date('2026-01-01');
  utimesSync(file, time, time);
  const before = await stampOf(file);
  expect(await stampOf(file)).toBe(before);
  const other = folder.write('other.csv', 'id,a\ns1,2\n');
  utimesSync(other, time, time);
  renameSync(other, file);
  expect(await stampOf(file)).not.toBe(before);
  writeFileSync(file, 'id,a\ns1,3\n');
  expect(await stampOf(join(folder.path, 'gone.csv'))).toBeNull();
});

it('does not rely on the time of a file that was written just now', async () => {
  const file = folder.write('new.csv', 'id,a\ns1,1\n');
  expect(await settledStampOf(file)).toBeNull();
  await vi.waitFor(async () => expect(await settledStampOf(file)).toBe(await stampOf(file)), {
    timeout: PATIENCE,
    interval: 200,
  });
});
