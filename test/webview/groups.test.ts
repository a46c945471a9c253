import { expect, test } from 'vitest';
import type { Group } from '../../src/run/groups.ts';
import { groupColumn, groupMembers, groupOfFeatures, groupOfSamples, nameProblem } from '../../webview/state/groups.ts';
import { idList } from '../../webview/state/idList.ts';
import { runFixture } from './fixtures.ts';

const IDS = ['s1', 's2', 's3', 's4'];
const samples = (name: string, ...ids: string[]): Group => ({ name, samples: ids, features: null });

test('a group finds its samples wherever they are now, and tells which are gone', () => {
  const members = groupMembers(samples('g', 's4', 'x', 's2', 'y'), IDS, null);
  expect(members).toEqual({ of: 'samples', mask: Uint8Array.of(0, 1, 0, 1), count: 2, gone: ['x', 'y'] });
});

test('a group of features finds those of its modality only', () => {
  const { r2 } = runFixture();
  const group: Group = {
    name: 'g',
    samples: null,
    features: { modality: 'mirna', names: ['mirna_2', 'rnaseq_1', 'mirna_1'] },
  };
  expect(groupMembers(group, IDS, r2)).toEqual({
    of: 'features',
    modality: 'mirna',
    names: ['mirna_2', 'mirna_1'],
    count: 2,
    gone: ['rnaseq_1'],
  });
});

test('groups are a column: none is missing, more than one is "several"', () => {
  const features: Group = { name: 'f', samples: null, features: { modality: 'm', names: ['s1'] } };
  expect(groupColumn([features], IDS)).toBeNull();
  expect(groupColumn([samples('a', 's1', 's2'), features, samples('b', 's3')], IDS)).toEqual({
    kind: 'categorical',
    name: 'saved groups',
    classes: ['a', 'b'],
    codes: Int32Array.of(0, 0, 1, -1),
  });
  const overlapping = groupColumn([samples('several', 's1', 's2'), samples('b', 's2', 's3'), samples('c', 's2')], IDS);
  expect(overlapping?.classes).toEqual(['several', 'b', 'c', 'several 2']);
  expect(overlapping?.codes).toEqual(Int32Array.of(0, 3, 1, -1));
});

test('a selection becomes a group and back', () => {
  const mask = Uint8Array.of(1, 0, 0, 1);
  const group = groupOfSamples('g', { mask, count: 2, origin: 'lasso' }, IDS);
  expect(group).toEqual(samples('g', 's1', 's4'));
  expect(groupMembers(group, IDS, null)).toMatchObject({ mask, count: 2, gone: [] });
  const features = { modality: 'm', names: new Set(['a', 'b']), origin: 'table' };
  expect(groupOfFeatures('g', features).features).toEqual({ modality: 'm', names: ['a', 'b'] });
});

test('names are there and unlike each other', () => {
  const groups = [samples('hot', 's1')];
  expect(nameProblem('cold', groups)).toBeNull();
  expect(nameProblem(' hot ', groups)).toBe('There is a group of this name.');
  expect(nameProblem('  ', groups)).toBe('A group needs a name.');
});

test('ids are exported one a line, or as a table that quotes what needs it', () => {
  expect(idList('g', { sample_id: ['s1', 'a,b'] }, 'txt').content).toBe('s1\na,b\n');
  expect(idList('g', { modality: ['m', 'm'], feature: ['f1', 'a,b'] }, 'csv').content).toBe(
    'modality,feature\nm,f1\nm,"a,b"\n',
  );
  expect(idList('g', { modality: ['m'], feature: ['f1'] }, 'txt').content).toBe('f1\n');
});
