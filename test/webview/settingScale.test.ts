import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settingScale } from '../../webview/plots/settingScale.ts';
import { studyLabels } from '../../webview/plots/studyLabels.ts';

const scale = (path: string, values: Parameters<typeof settingScale>[0]['values']) => settingScale({ path, values });
const texts = ({ ticks }: ReturnType<typeof scale>) => ticks.map(({ text }) => text);

describe('the scale of a setting', () => {
  test('numbers stand where they are, whatever their order in the sweep', () => {
    const shared = scale('model.shared', [10, 2, 4]);
    expect(shared).toMatchObject({ kind: 'linear', title: 'shared', numbers: [10, 2, 4] });
    expect(shared.places.slice(0, 3)).toEqual([1, 0, 0.25]);
    expect(texts(shared)).toEqual(['2', '4', '10']);
  });

  test('numbers over decades are on a logarithmic scale: the sizes of Fig. 1B, learning rates', () => {
    const sizes = scale('modalities.view1.topVariance', [20, 50, 75, 100, 200, 300, 400, 500, 1000]);
    expect(sizes.kind).toBe('log');
    expect(sizes.places[4]).toBeCloseTo(Math.log(200 / 20) / Math.log(1000 / 20), 12);
    expect(scale('training.learningRate', [1e-4, 1e-3, 1e-2]).places.slice(0, 3)).toEqual([0, expect.closeTo(0.5), 1]);
    // Evenly spaced, however far: as they are.
    expect(scale('training.epochs', [10, 110, 210, 310]).kind).toBe('linear');
    expect(scale('training.batchSize', [32, 64, 128]).kind).toBe('linear');
  });

  test('a zero among decades gets a place by equal steps, and numbers keep their order', () => {
    const beta = scale('training.beta', [1, 0, 1e-4, 1e-2]);
    expect(beta).toMatchObject({ kind: 'steps', numeric: true });
    expect(beta.places.slice(0, 4)).toEqual([1, 0, 1 / 3, 2 / 3]);
  });

  test('anything else keeps the order of the sweep, in words', () => {
    const beta = scale('training.beta', [{ from: 0, to: 1 }, 1, [64, 64]]);
    expect(beta).toMatchObject({ kind: 'steps', numeric: false, numbers: null });
    expect(texts(beta)).toEqual(['0 to 1', '1', '[64, 64]']);
  });

  test('a setting that a study leaves out has a place of its own', () => {
    const clipped = scale('training.gradientClipping', [2, null]);
    expect(clipped).toMatchObject({ kind: 'steps', places: [0, 1] });
    expect(texts(clipped)).toEqual(['2', 'not set']);
  });

  test('many numbers have round ones along the axis', () => {
    const drawn = Array.from({ length: 40 }, (_, i) => 0.00012 * 1.17 ** i);
    expect(texts(scale('training.learningRate', drawn))).toEqual(['0.001', '0.01']);
    const narrow = Array.from({ length: 40 }, (_, i) => 0.0015 * 1.08 ** i);
    expect(texts(scale('training.learningRate', narrow))).toEqual(['0.002', '0.005', '0.01', '0.02']);
    const even = Array.from({ length: 40 }, (_, i) => 3 + 2.4 * i);
    expect(texts(scale('training.epochs', even))).toEqual(['20', '40', '60', '80']);
  });

  test('one value stands in the middle', () => {
    expect(scale('model.shared', [5])).toMatchObject({ kind: 'steps', places: [0.5] });
  });

  test('places are between 0 and 1 and in the order of the numbers', () => {
    // Adding 0 turns negative zero into zero, which is the same number.
    const number = fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((value) => value + 0);
    const numbers = fc.uniqueArray(number, { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(numbers, (values) => {
        const { places, ticks } = scale('model.shared', values);
        const sorted = values.toSorted((a, b) => a - b).map((value) => places[values.indexOf(value)]);
        expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
        expect(sorted[0]).toBe(0);
        expect(sorted.at(-1)).toBe(1);
        for (const { place } of ticks) expect(place >= 0 && place <= 1).toBe(true);
      }),
    );
  });
});

describe('names of data sets', () => {
  test('that differ in one number are that number', () => {
    expect(studyLabels(['fig1b-20.crossmodal.json', 'fig1b-1000.crossmodal.json'])).toEqual({
      common: 'fig1b-…',
      labels: [20, 1000],
    });
    expect(studyLabels(['p20/v2.crossmodal.json', 'p200/v2.crossmodal.json']).labels).toEqual([20, 200]);
    expect(scale('study', ['n20.crossmodal.json', 'n1000.crossmodal.json', 'n50.crossmodal.json'])).toMatchObject({
      title: 'study n…',
      kind: 'log',
      words: ['20', '1000', '50'],
    });
  });

  test('others are told without what they share', () => {
    expect(studyLabels(['data/acc/a.crossmodal.json', 'data/blca/a.crossmodal.json']).labels).toEqual([
      'acc/a',
      'blca/a',
    ]);
    expect(studyLabels(['data/acc.crossmodal.json', 'data/blca2.crossmodal.json']).labels).toEqual(['acc', 'blca2']);
    expect(studyLabels(['a1-2.crossmodal.json', 'a2-3.crossmodal.json']).labels).toEqual(['a1-2', 'a2-3']);
    expect(studyLabels(['../acc.crossmodal.json', 'blca.crossmodal.json']).labels).toEqual(['../acc', 'blca']);
  });

  test('begin where they differ, with whole words', () => {
    expect(studyLabels(['c/tcga-acc.crossmodal.json', 'c/tcga-acid-small.crossmodal.json'])).toEqual({
      common: 'tcga-…',
      labels: ['acc', 'acid-small'],
    });
    expect(studyLabels(['acc.crossmodal.json', 'acc-small.crossmodal.json'])).toEqual({
      common: '',
      labels: ['acc', 'acc-small'],
    });
    expect(studyLabels(['a-b.crossmodal.json', 'a-b-c.crossmodal.json']).labels).toEqual(['b', 'b-c']);
  });
});
