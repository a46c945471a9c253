import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  moveSelection,
  NOTHING,
  packSelection,
  type SampleSelection,
  selectedRows,
  selectFeatures,
  selectMode,
  selectSamples,
  unpackSelection,
} from '../../webview/state/selection.ts';

const masks = (count: number) =>
  fc.array(fc.constantFrom(0, 1), { minLength: count, maxLength: count }).map((bits) => Uint8Array.from(bits));
const twoMasks = fc.nat(70).chain((count) => fc.tuple(masks(count), masks(count)));
const rows = (selection: SampleSelection | null) => (selection ? [...selectedRows(selection)] : []);
const rowsOf = (mask: Uint8Array) => [...mask.keys()].filter((i) => mask[i] === 1);

describe('samples', () => {
  test('a new set replaces the old one, is added to it or taken from it, as sets are', () => {
    fc.assert(
      fc.property(twoMasks, ([first, second]) => {
        const old = selectSamples(null, first, 'a', 'replace');
        const [a, b] = [new Set(rowsOf(first)), new Set(rowsOf(second))];
        const combined = (mode: 'replace' | 'add' | 'subtract') => selectSamples(old, second, 'b', mode);
        expect(rows(combined('replace'))).toEqual([...b]);
        expect(rows(combined('add'))).toEqual([...first.keys()].filter((i) => a.has(i) || b.has(i)));
        expect(rows(combined('subtract'))).toEqual([...a].filter((i) => !b.has(i)));
        const added = combined('add');
        expect(added?.count ?? 0).toBe(rows(added).length);
      }),
    );
  });

  test('where none is left nothing is selected; else it is told where it came from', () => {
    const one = selectSamples(null, Uint8Array.of(1, 0, 0), 'lasso in shared', 'replace');
    const two = selectSamples(one, Uint8Array.of(0, 1, 0), 'C1A', 'add');
    expect(two?.origin).toBe('lasso in shared and C1A');
    expect(selectSamples(two, Uint8Array.of(0, 1, 0), 'C1A', 'subtract')?.origin).toBe(
      'lasso in shared and C1A without C1A',
    );
    expect(selectSamples(one, Uint8Array.of(1, 0, 0), 'C1A', 'subtract')).toBeNull();
    expect(selectSamples(one, new Uint8Array(3), 'nothing', 'replace')).toBeNull();
  });

  test('a selection follows its samples to new places, and loses those that are gone', () => {
    const ids = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(ids, fc.infiniteStream(fc.boolean()), fc.nat(30), (before, choose, kept) => {
        const mask = Uint8Array.from(before, () => Number(choose.next().value));
        const selection = { ...NOTHING, samples: selectSamples(null, mask, 'a', 'replace') };
        const now = ['new', ...before.slice(0, kept).reverse()];
        const moved = moveSelection(selection, before, now);
        const expected = now.filter((id) => before.includes(id) && mask[before.indexOf(id)] === 1);
        expect(rows(moved.samples).map((row) => now[row])).toEqual(expected);
      }),
    );
  });
});

test('features of one modality are added and taken away; those of another replace them', () => {
  const first = selectFeatures(null, 'rna', ['a', 'b'], 'R² above 0.5', 'replace');
  expect(selectFeatures(first, 'rna', ['b', 'c'], 'c', 'add')?.names).toEqual(new Set(['a', 'b', 'c']));
  expect(selectFeatures(first, 'rna', ['b', 'c'], 'c', 'subtract')?.names).toEqual(new Set(['a']));
  expect(selectFeatures(first, 'mirna', ['x'], 'x', 'add')).toEqual({
    modality: 'mirna',
    names: new Set(['x']),
    origin: 'x',
  });
  expect(selectFeatures(first, 'rna', ['a', 'b'], 'all', 'subtract')).toBeNull();
});

test('what is kept for a reload is plain JSON and gives back the selection', () => {
  fc.assert(
    fc.property(twoMasks, fc.uniqueArray(fc.string()), ([mask], names) => {
      const selection = {
        samples: selectSamples(null, mask, 'lasso', 'replace'),
        features: selectFeatures(null, 'rna', names, 'table', 'replace'),
      };
      expect(unpackSelection(JSON.parse(JSON.stringify(packSelection(selection, 'key'))))).toEqual(selection);
    }),
  );
});

test('the mask of a million samples is kept in less than 200 kilobytes', () => {
  const mask = Uint8Array.from({ length: 1_000_000 }, (_, i) => Number(i % 3 === 0));
  const saved = packSelection({ ...NOTHING, samples: selectSamples(null, mask, 'lasso', 'replace') }, 'key');
  expect(JSON.stringify(saved).length).toBeLessThan(200_000);
  expect(Buffer.compare(unpackSelection(saved).samples?.mask ?? new Uint8Array(), mask)).toBe(0);
});

test('plain replaces, Shift adds, Alt takes away', () => {
  expect(selectMode({ shiftKey: false, altKey: false })).toBe('replace');
  expect(selectMode({ shiftKey: true, altKey: false })).toBe('add');
  expect(selectMode({ shiftKey: true, altKey: true })).toBe('subtract');
});
