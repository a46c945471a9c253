import { expect, it } from 'vitest';
import { seedTable } from '../../src/cli/seedTable.ts';
import { summarizeSeeds } from '../../src/report/seedSummary.ts';
import { runFile, score } from '../extension/fixtures.ts';

/** The directions of the table of two seeds. */
function directions(names: readonly string[]): string[] {
  const r2 = names.flatMap((target) =>
    [...names.filter((name) => name !== target), 'all', target].map((source) => score(source, target, 0.25)),
  );
  const run = runFile({ metrics: { epoch: 1, r2, classification: [], dimensions: [] } });
  const lines = seedTable(
    summarizeSeeds([
      { name: 'seed-0', run },
      { name: 'seed-1', run },
    ]),
  );
  return lines.slice(2).map((line) => line.split('  ')[0]);
}

it('tells of "all others" where they are more than one', () => {
  expect(directions(['rna', 'adt'])).toEqual(['adt → rna', 'rna (self)', 'rna → adt', 'adt (self)']);
  expect(directions(['rna', 'adt', 'cnv']).filter((name) => name.startsWith('all'))).toEqual([
    'all → rna',
    'all → adt',
    'all → cnv',
  ]);
});
