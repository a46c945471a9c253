import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { examples, previewTable } from '../../src/extension/tablePreview.ts';
import { UserError } from '../../src/run/userError.ts';

const TEXT = '\uFEFFid\t"a ""quoted"" name"\tstage\r\ns1\t1\tii\r\ns2\t2\tiv\r\ns3\t3\tii\r\n';

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'crossmodal-preview-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

test.each([
  ['plain', 't.tsv', TEXT],
  ['packed', 't.tsv.gz', gzipSync(TEXT)],
])('reads the top of a %s table', async (_, name, content) => {
  const preview = await previewTable(await file(name, content));
  expect(preview.columns).toEqual(['id', 'a "quoted" name', 'stage']);
  expect(preview.rows).toHaveLength(3);
  expect(examples(preview, 'stage')).toBe('ii, iv');
  expect(examples(preview, 'id', 2)).toBe('s1, s2, …');
});

test('a big table is not read to its end', async () => {
  const rows = Array.from({ length: 400_000 }, (_, i) => `s${i},${i}`).join('\n');
  const preview = await previewTable(await file('big.csv', `id,x\n${rows}`));
  expect(preview.rows).toHaveLength(200);
});

test.each([
  ['a missing file', async () => '/nowhere/t.csv', /does not exist/],
  ['an empty file', () => file('empty.csv', ''), /is empty/],
  ['a cut gzip file', () => file('broken.csv.gz', gzipSync(TEXT).subarray(0, 30)), /ends too early/],
])('%s is the user’s to mend', async (_, make, message) => {
  const path = await make();
  await expect(previewTable(path)).rejects.toThrow(UserError);
  await expect(previewTable(path)).rejects.toThrow(message);
});
