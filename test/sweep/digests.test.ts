import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SWEEP_FILES } from '../../src/run/sweepFolder.ts';
import { type EndedRun, readDigests, writeDigests } from '../../src/sweep/digests.ts';
import { sweepOnDisk } from './sweepOnDisk.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const text = fc.option(fc.string({ unit: 'grapheme' }));
const ended: fc.Arbitrary<EndedRun> = fc.record({
  stamp: fc.string(),
  row: fc.record({
    name: fc.string({ minLength: 1 }),
    state: fc.constantFrom('finished', 'stopped', 'failed'),
    note: text,
    share: number,
    seconds: fc.option(number),
    engine: fc.option(fc.record({ name: fc.string(), note: fc.string() })),
    host: text,
    job: text,
    parameters: fc.option(fc.nat()),
    warnings: fc.nat(),
    scores: fc.dictionary(fc.constantFrom('r2', 'r2:rna:adt', 'r2:adt:rna', 'auc:shared'), fc.option(number)),
  }),
});

test('what was written down is read as it was, whatever names and scores the runs have', async () => {
  const { folder } = await sweepOnDisk(['a']);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(ended, { selector: ({ row }) => row.name, maxLength: 8 }), async (runs) => {
      await writeDigests(folder, runs);
      const read = await readDigests(folder);
      expect([...read.values()]).toEqual(runs);
    }),
    { numRuns: 50 },
  );
});

test('a file that is cut short anywhere holds nothing', async () => {
  const { folder } = await sweepOnDisk(['a']);
  const [sample] = fc.sample(fc.array(ended, { minLength: 3, maxLength: 3 }), { numRuns: 1, seed: 1 });
  await writeDigests(folder, sample);
  const file = join(folder, SWEEP_FILES.digests);
  const whole = await readFile(file, 'utf8');
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: whole.trimEnd().length - 1 }), async (length) => {
      await writeFile(file, whole.slice(0, length));
      expect((await readDigests(folder)).size).toBe(0);
    }),
    { numRuns: 30 },
  );
});
