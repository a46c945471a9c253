import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseGridOption } from '../../../src/cli/sweep/gridOption.ts';

test.each([
  ['model.shared=2,5,10', { path: 'model.shared', values: [2, 5, 10] }],
  ['model.name=mmvae,mmvae++', { path: 'model.name', values: ['mmvae', 'mmvae++'] }],
  ['model.hidden=[128],[64,64]', { path: 'model.hidden', values: [[128], [64, 64]] }],
  ['training.beta={"from":0,"to":1}, 1', { path: 'training.beta', values: [{ from: 0, to: 1 }, 1] }],
  ['labels.column="a, b",c', { path: 'labels.column', values: ['a, b', 'c'] }],
  ['study=a=b.crossmodal.json', { path: 'study', values: ['a=b.crossmodal.json'] }],
  ['modalities.rna.topVariance=null,1e3', { path: 'modalities.rna.topVariance', values: [null, 1000] }],
])('%s', (text, option) => {
  expect(parseGridOption(text)).toEqual(option);
});

test('values written as JSON are read as they were', () => {
  // No setting has this name, and zod leaves it out.
  const value = fc.jsonValue().filter((one) => !JSON.stringify(one).includes('"__proto__"'));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (values) => {
      const written = values.map((value) => JSON.stringify(value));
      expect(parseGridOption(`x=${written.join(',')}`).values).toEqual(JSON.parse(`[${written}]`));
    }),
  );
});

test('words are read as they are written', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9+./ -]*[a-z]$/).filter((text) => !/^(true|null|false)$/.test(text));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (words) => {
      expect(parseGridOption(`model.name=${words.join(',')}`).values).toEqual(words);
    }),
  );
});

test('any text is read or refused in words', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        expect(parseGridOption(text).values.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toMatchObject({ name: 'UserError', message: expect.stringContaining('--grid') });
      }
    }),
  );
});

test.each([
  ['model.shared', 'a setting and its values'],
  ['=2', 'a setting and its values'],
  ['model.shared=2,,5', 'a value is missing'],
  ['model.hidden=[128', '[128 is not JSON'],
])('%s is refused', (text, why) => {
  expect(() => parseGridOption(text)).toThrow(why);
});
