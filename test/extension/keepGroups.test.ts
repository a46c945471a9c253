import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepGroups } from '../../src/extension/keepGroups.ts';
import type { Group } from '../../src/run/groups.ts';
import { mergeGroups } from '../../src/run/mergeGroups.ts';
import { readGroups } from '../../src/run/readRun.ts';

const group = (name: string, ...samples: string[]): Group => ({ name, samples, features: null });
const names = (groups: readonly Group[]) => groups.map(({ name }) => name);

describe('two viewers of one run', () => {
  const [a, b, c] = [group('a', 's1'), group('b', 's2'), group('c', 's3')];

  test('keep what each of them added, and lose what one of them removed', () => {
    expect(names(mergeGroups([a], [a, b], [a, c]))).toEqual(['a', 'c', 'b']);
    expect(names(mergeGroups([a, b], [b], [a, b, c]))).toEqual(['b', 'c']);
    expect(names(mergeGroups([a, b], [a, b], [b]))).toEqual(['b']);
  });

  test('a renamed group is the same group under its new name', () => {
    const renamed = { ...a, name: 'better' };
    expect(names(mergeGroups([a, b], [renamed, b], [a, b, c]))).toEqual(['b', 'c', 'better']);
  });

  test('one name for two things keeps both', () => {
    const merged = mergeGroups([], [group('hot', 's1')], [group('hot', 's2'), group('hot 2', 's3')]);
    expect(merged).toEqual([group('hot', 's2'), group('hot 2', 's3'), group('hot 3', 's1')]);
    // The same group under the same name is one.
    expect(mergeGroups([], [a], [a])).toEqual([a]);
  });

  test('nothing that anybody has and nobody removed is lost, and names stay unlike each other', () => {
    const groups = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('a', 'b', 'c', 'd'),
        samples: fc.array(fc.constantFrom('1', '2')),
        features: fc.constant(null),
      }),
      { selector: ({ name }) => name },
    );
    const content = ({ samples }: Group) => JSON.stringify(samples);
    const has = (all: readonly Group[], one: Group) =>
      all.some((other) => other.name === one.name && content(other) === content(one));
    fc.assert(
      fc.property(groups, groups, groups, (base, mine, theirs) => {
        const merged = mergeGroups(base, mine, theirs);
        expect(new Set(names(merged)).size).toBe(merged.length);
        for (const one of mine) {
          if (!has(base, one)) expect(merged.some((other) => content(other) === content(one))).toBe(true);
        }
        for (const one of theirs) expect(has(merged, one)).toBe(!has(base, one) || has(mine, one));
      }),
    );
  });
});

describe('groups.json', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'groups-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('holds what several viewers keep at the same moment', async () => {
    const all = Array.from({ length: 8 }, (_, i) => group(`g${i}`, `s${i}`));
    await Promise.all(all.map((one) => keepGroups(folder, [], [one])));
    expect(names(await readGroups(folder)).sort()).toEqual(names(all));
    expect(JSON.parse(await readFile(join(folder, 'groups.json'), 'utf8')).format).toBe(1);
  });

  test('is left alone where it is not ours to read, and the next viewer can still save', async () => {
    const file = join(folder, 'groups.json');
    await writeFile(file, '{"format": 99}');
    await expect(keepGroups(folder, [], [group('a', 's1')])).rejects.toThrow(/does not hold groups of this version/);
    expect(await readFile(file, 'utf8')).toBe('{"format": 99}');
    await rm(file);
    expect(names(await keepGroups(folder, [], [group('a', 's1')]))).toEqual(['a']);
  });
});
