import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runLetter, runNames } from '../../src/report/runNames.ts';

test('the last part of a path is enough where it tells runs apart, else the parts before it help', () => {
  expect(runNames(['/data/runs/one', '/data/runs/two'])).toEqual(['one', 'two']);
  expect(runNames(['/a/runs/one', '/b/runs/one', '/b/runs/two'])).toEqual(['a/runs/one', 'b/runs/one', 'two']);
  expect(runNames(['C:\\data\\one', 'C:\\old\\one'])).toEqual(['data/one', 'old/one']);
  expect(runNames(['/only/run/'])).toEqual(['run']);
});

test('runs of different paths have different names, each the end of its path', () => {
  const path = fc.array(fc.constantFrom('a', 'b', 'runs'), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 6, selector: (parts) => parts.join('/') }), (paths) => {
      const folders = paths.map((parts) => `/${parts.join('/')}`);
      const names = runNames(folders);
      names.forEach((name, i) => {
        expect(folders[i].endsWith(name)).toBe(true);
      });
      // Only a path that is the end of another one cannot be told apart.
      const apart = folders.every((folder, i) => folders.every((other, j) => i === j || !other.endsWith(folder)));
      if (apart) expect(new Set(names).size).toBe(names.length);
    }),
  );
});

test('letters go on after Z', () => {
  expect([0, 25, 26, 53].map(runLetter)).toEqual(['A', 'Z', 'A2', 'B3']);
});
