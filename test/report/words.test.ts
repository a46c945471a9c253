import { describe, expect, test } from 'vitest';
import {
  directionName,
  formatDuration,
  formatInColumn,
  formatInterval,
  formatNumber,
  formatProbability,
  formatScore,
  formatShare,
  list,
  plural,
  tablePlace,
} from '../../src/report/words.ts';

describe('formatScore', () => {
  test.each([
    [0.6234, '0.62'],
    [0, '0.00'],
    [-0.001, '0.00'],
    [-0.214, '−0.21'],
    [-3.456, '−3.46'],
    [-123.4, '−123'],
    [1, '1.00'],
    [null, '–'],
    [Number.NaN, '–'],
  ])('%s reads %s', (value, text) => expect(formatScore(value)).toBe(text));
});

describe('formatNumber', () => {
  test.each([
    [0.034, 2, '0.034'],
    [-4.21, 3, '−4.21'],
    [1_204_331, 3, '1,204,331'],
    [2.5e12, 2, '2.5e+12'],
    [-0.00012, 2, '−1.2e−4'],
    [0, 2, '0'],
    [Number.NaN, 2, '–'],
  ])('%s with %s digits reads %s', (value, digits, text) => expect(formatNumber(value, digits)).toBe(text));
});

describe('formatInColumn', () => {
  test.each([
    [6, '6.0'],
    [-0.3, '−0.30'],
    [9.96, '10'],
    [12.4, '12'],
    [0, '0'],
    [-0.00012, '−1.2e−4'],
    [Number.NaN, '–'],
  ])('%s reads %s', (value, text) => expect(formatInColumn(value)).toBe(text));
});

describe('formatProbability', () => {
  test.each([
    [0, '<0.001'],
    [0.00099, '<0.001'],
    [0.001, '0.001'],
    [0.0494, '0.049'],
    [0.0996, '0.10'],
    [1, '1.00'],
    [Number.NaN, '–'],
  ])('%s reads %s', (value, text) => expect(formatProbability(value)).toBe(text));
});

test('shares are whole percent', () => {
  expect(formatShare(0.519)).toBe('52\u00a0%');
  expect(formatShare(Number.NaN)).toBe('–');
});

test('an interval never looks like a subtraction', () => {
  expect(formatInterval(-0.104, 0.2)).toBe('−0.10 to 0.20');
  expect(formatInterval(Number.NaN, 0.2)).toBe('–');
});

describe('formatDuration', () => {
  test.each([
    [3.4, '3 s'],
    [60, '1 min'],
    [125, '2 min 5 s'],
    [3599.7, '1 h'],
    [3840, '1 h 4 min'],
    [7199, '2 h'],
  ])('%s seconds read %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});

test('a table is called by its file, and by its part where the file holds several', () => {
  expect(tablePlace('../data/rnaseq.csv', undefined)).toBe('rnaseq.csv');
  expect(tablePlace('cells.h5mu', 'rna')).toBe('cells.h5mu · rna');
});

test('counts, lists and directions read as people write them', () => {
  expect(plural(1, 'sample')).toBe('1 sample');
  expect(plural(20_000, 'feature')).toBe('20,000 features');
  expect(plural(3, 'class', 'classes')).toBe('3 classes');
  expect(list(['a'])).toBe('a');
  expect(list(['a', 'b', 'c'])).toBe('a, b and c');
  expect(directionName('all', 'mirna')).toBe('all others → mirna');
  expect(directionName('mirna', 'mirna')).toBe('mirna → itself');
});
