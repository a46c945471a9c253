import { describe, expect, it } from 'vitest';
import { inspectTables } from '../../src/data/inspect.ts';
import { Random } from '../../src/math/random.ts';
import { scratchFolder } from './scratch.ts';

const folder = scratchFolder();
const SAMPLES = 120;
const ids = Array.from({ length: SAMPLES }, (_, n) => `s${n}`);

/** A table of 12 measurements, ten of which move with `shift`. */
function table(name: string, seed: number, shift: (n: number) => number): string {
  const random = new Random(seed);
  const rows = ids.map((id, n) =>
    [id, ...Array.from({ length: 12 }, (_, k) => random.normals(1)[0] + (k < 10 ? shift(n) : 0))].join(','),
  );
  return folder.write(`${name}.csv`, ['id,a,b,c,d,e,f,g,h,i,j,k,l', ...rows].join('\n'));
}

const batch = (n: number) => n % 3;
const stage = (n: number) => Math.floor(n / 60);
const labels = folder.write(
  'samples.csv',
  [
    'id,stage,plate,lane,patient',
    ...ids.map((id, n) => `${id},${'ab'[stage(n)]},p${batch(n)},l${(n * 7) % 4},x${n}`),
  ].join('\n'),
);
const quiet = table('quiet', 1, () => 0);
const shifted = table('shifted', 2, (n) => 4 * batch(n));
const staged = table('staged', 3, (n) => 6 * stage(n));

async function batchTexts(files: string[], column: string): Promise<string[]> {
  const tables = files.map((file, k) => ({ name: 'xyz'[k], file }));
  const { findings } = await inspectTables(tables, { file: labels, column });
  return findings.filter(({ text }) => text.includes('principal components:')).map(({ text }) => text);
}

describe('a column that explains much of the principal components', () => {
  it('is told where it is named like a batch, with each table that it shows in', async () => {
    const texts = await batchTexts([quiet, shifted], 'stage');
    expect(texts).toHaveLength(1);
    // All of the first component but its noise, and nothing of the second.
    expect(texts[0]).toMatch(/^"plate" explains much of the first two principal components: (8\d|9\d) % of y\.$/);
  });

  it('is told by any name where it explains more than the label', async () => {
    const texts = await batchTexts([quiet, staged], 'lane');
    expect(texts).toEqual([
      expect.stringMatching(
        /^"stage" explains much of the first two principal components: \d+ % of y\. "lane" explains 0 % at most\.$/,
      ),
    ]);
  });

  it('is not told where the label is that column, nor of ids, nor where nothing is explained', async () => {
    expect(await batchTexts([quiet, staged], 'stage')).toEqual([]);
    expect(await batchTexts([quiet, table('other', 4, () => 0)], 'stage')).toEqual([]);
  });
});
