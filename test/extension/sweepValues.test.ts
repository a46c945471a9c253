import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TYPED_OFFERS } from '../../src/extension/sweepOffers.ts';
import { problemOfValues, valuesOf, valuesText } from '../../src/extension/sweepValues.ts';
import { studySchema } from '../../src/run/study.ts';

const STUDY = studySchema.parse({
  modalities: [
    { name: 'rna', file: 'rna.csv' },
    { name: 'mirna', file: 'mirna.csv' },
  ],
  model: { shared: 3 },
});

describe('values that are typed', () => {
  const value = fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
    fc.array(fc.nat(), { minLength: 1 }),
    fc.record({ from: fc.nat(), to: fc.nat() }),
  );

  test('come back from the line that shows them', () => {
    fc.assert(
      fc.property(fc.array(value), (values) => {
        expect(valuesOf(valuesText(values))).toEqual(values);
      }),
    );
  });

  test('are refused in words, with what is wrong', () => {
    const problem = (text: string, path = 'model.shared') => problemOfValues(STUDY, [path], text);
    expect(problem('1, 2, 5')).toBeNull();
    expect(problem('1 2 5')).toMatch(/commas between/);
    expect(problem('')).toBe('At least one value.');
    expect(problem('2, 5, 2')).toBe('2 is there twice.');
    expect(problem('2, 0')).toMatch(/model\.shared: 0 is too small/);
    expect(problem('2.5')).toMatch(/2\.5 is not a whole number/);
    expect(problem('[64], [128, 64]', 'model.hidden')).toBeNull();
    expect(problem('1, {"from": 0.001, "to": 1}', 'training.beta')).toBeNull();
    expect(problem('{"form": 1}', 'training.beta')).not.toBeNull();
  });
});

test('what is offered to be varied is right as it stands, and has the own value of the study among it', () => {
  for (const { paths, suggest } of TYPED_OFFERS) {
    expect(problemOfValues(STUDY, paths(STUDY), valuesText(suggest(STUDY)))).toBeNull();
  }
  const [shared] = TYPED_OFFERS;
  expect(shared.suggest(STUDY)).toEqual([1, 2, 3, 5, 10]);
});
