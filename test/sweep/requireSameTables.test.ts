import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sha256 } from '../../src/data/sha256.ts';
import { readRows } from '../../src/sweep/readRows.ts';
import { requireSameTables } from '../../src/sweep/requireSameTables.ts';
import { runFile } from '../extension/fixtures.ts';
import { sweepOnDisk, writeRun } from './sweepOnDisk.ts';

it('refuses to add runs to those that were trained on other tables', async () => {
  const { folder, plan } = await sweepOnDisk(['a', 'b', 'c']);
  const tables = ['rna.csv', 'mirna.csv'].map((name) => join(folder, 'runs', name));
  for (const table of tables) await writeFile(table, 'id,x\ns1,1\n');
  const { modalities } = runFile();
  const hashed = await Promise.all(
    modalities.map(async (modality, m) => ({ ...modality, sha256: await sha256(tables[m]) })),
  );
  for (const name of ['a', 'b']) await writeRun(folder, name, { modalities: hashed });
  // Of one that is not finished the trainer itself asks.
  await writeRun(folder, 'c', { status: 'stopped', modalities });
  const check = async () => requireSameTables(folder, await readRows(folder, plan));
  await check();

  // The same bytes written again are the same table.
  await writeFile(tables[1], 'id,x\ns1,1\n');
  await check();
  await writeFile(tables[1], 'id,x\ns1,2\n');
  await expect(check()).rejects.toThrow(
    /mirna\.csv has changed since 2 finished runs of this sweep were trained on it: .* Put the file back/,
  );
});

it('says nothing of tables that are gone: finished runs need them no more', async () => {
  const { folder, plan } = await sweepOnDisk(['a']);
  await writeRun(folder, 'a');
  await requireSameTables(folder, await readRows(folder, plan));
});
