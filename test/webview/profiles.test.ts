import { expect, test } from 'vitest';
import type { FeatureProfiles } from '../../src/run/inspection.ts';
import { decodeLevels, encodeLevels } from '../../src/run/levels.ts';
import { profileCsv } from '../../webview/state/profileCsv.ts';
import { type ProfileKey, profileOrder } from '../../webview/state/profileOrder.ts';
import { profileShape } from '../../webview/state/profileShape.ts';

const PROFILES: FeatureProfiles = {
  names: ['mir-10', 'mir-9', 'x,"y"', 'empty'],
  missing: [0, 2, 0, 10],
  zeros: [1, 0, 5, 0],
  mean: [3, 1, 2, null],
  sd: [1, 0.5, 2, null],
  min: [0, 1, 0, null],
  max: [7, 1, 4, null],
  logged: false,
  bins: 3,
  shapes: [
    [5, 3, 2],
    [8, 0, 0],
    [640, 0, 320],
    [0, 0, 0],
  ]
    .map(encodeLevels)
    .join(''),
};

const order = (by: ProfileKey, descending = false, search = '') => profileOrder(PROFILES, search, { by, descending });

test('features are ordered by place, name and value, those without a value last', () => {
  expect(order('place')).toEqual([0, 1, 2, 3]);
  expect(order('place', true)).toEqual([3, 2, 1, 0]);
  expect(order('name')).toEqual([3, 1, 0, 2]);
  expect(order('mean')).toEqual([1, 2, 0, 3]);
  expect(order('mean', true)).toEqual([0, 2, 1, 3]);
  expect(order('missing', true, ' MIR')).toEqual([1, 0]);
});

test('small counts survive as levels, large ones as shares of the largest', () => {
  expect(decodeLevels(encodeLevels([0, 1, 63, 7]))).toEqual([0, 1, 63, 7]);
  expect(decodeLevels(encodeLevels([6300, 3200, 1, 0]))).toEqual([63, 32, 1, 0]);
});

test('a shape has the values of the feature in its bins', () => {
  expect(profileShape(PROFILES, 0, 10)).toEqual({ from: 0, to: 7, counts: [5, 3, 2], unit: 'value' });
  // One value only: one bin.
  expect(profileShape(PROFILES, 1, 10)).toEqual({ from: 1, to: 1, counts: [8], unit: 'value' });
  // To 1 in 63 of the fullest bin.
  const { counts } = profileShape(PROFILES, 2, 960);
  expect(counts.map((count) => Math.round(count / 20))).toEqual([32, 0, 16]);
  const logged = profileShape({ ...PROFILES, logged: true }, 0, 10);
  expect(logged).toMatchObject({ from: 0, unit: 'ln(1 + value)' });
  expect(logged.to).toBeCloseTo(Math.log(8), 12);
});

test('features are saved with their statistics, in the order shown', () => {
  expect(profileCsv(PROFILES, [2, 3])).toBe(
    'feature,missing,mean,sd,zeros,min,max\n"x,""y""",0,2,2,5,0,4\nempty,10,,,0,,\n',
  );
});
