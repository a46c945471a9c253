import { describe, expect, it } from 'vitest';
import { type Study, studySchema } from '../../src/run/study.ts';
import { estimateTraining } from '../../src/trainer/estimate.ts';
import { machineRate } from '../../src/trainer/machineRate.ts';
import { tableMemory } from '../../src/trainer/memoryEstimate.ts';
import { memoryFindings } from '../../src/trainer/memoryFindings.ts';
import type { TableSize } from '../../src/trainer/tableSize.ts';

const dense = (name: string, samples: number, features: number): TableSize => ({
  name,
  samples,
  features,
  stored: null,
  likelihood: 'gaussian',
});
const counts = (name: string, samples: number, features: number, stored: number): TableSize => ({
  name,
  samples,
  features,
  stored,
  likelihood: 'negative-binomial',
});

function studyOf(tables: readonly TableSize[], more: object = {}, topVariance?: number): Study {
  const modalities = tables.map(({ name }) => ({ name, file: `${name}.csv`, ...(topVariance && { topVariance }) }));
  return studySchema.parse({ modalities, ...more });
}

describe('the estimate of memory', () => {
  it('is 4 bytes a cell of a dense table, 8 a stored cell of a sparse one', () => {
    expect(tableMemory(dense('a', 400, 20_000))).toBe(32e6);
    expect(tableMemory(counts('a', 10_309, 25_734, 1_018_463))).toBe(8 * 1_018_463 + 4 * 10_309);
  });

  // Peak of resident memory: /usr/bin/time -f %M node dist/crossmodal.cjs train STUDY, TensorFlow 2.21.0, 2 processors.
  it.each<[string, number, TableSize[], object, number?]>([
    [
      'samples/tcga-acc/acc.crossmodal.json',
      535e6,
      [dense('rnaseq', 79, 198), dense('mirna', 80, 471), dense('protein', 46, 33)],
      {},
    ],
    [
      '400 × 20,000 and 400 × 1,000',
      1105e6,
      [dense('wide', 400, 20_000), dense('narrow', 400, 1_000)],
      { evaluation: { split: 'holdout' } },
    ],
    [
      '10,309 × 1,677 and the top 5,000 of 25,734, sparse counts',
      1505e6,
      [counts('rna', 10_309, 1_677, 1_097_506), counts('atac', 10_309, 25_734, 1_018_463)],
      { evaluation: { split: 'holdout' } },
      5_000,
    ],
  ])('of %s is within 30 %% of what was measured', (_, measured, tables, more, topVariance) => {
    const { training } = estimateTraining(studyOf(tables, { engine: 'tensorflow', ...more }, topVariance), tables, 1e9);
    expect(training).toBeGreaterThan(0.7 * measured);
    expect(training).toBeLessThan(1.3 * measured);
  });
});

it('counts the features that a study names, and no others', () => {
  const tables = [dense('a', 400, 20_000), dense('b', 400, 1_000)];
  const named = (study: Study): Study => {
    const [first, ...others] = study.modalities;
    return { ...study, modalities: [{ ...first, features: ['f1', 'f2', 'f3'] }, ...others] };
  };
  const estimate = (study: Study) => estimateTraining(study, tables, 1e9);
  const [few, most] = [named(studyOf(tables)), studyOf(tables, {}, 3)].map(estimate);
  expect(few.training).toBeLessThan(estimate(studyOf(tables)).training);
  expect(few.seconds).toBeGreaterThan(most.seconds);
  expect(estimate(named(studyOf(tables, {}, 3)))).toEqual(most);
});

describe('the estimate of time', () => {
  const tables = [dense('a', 1000, 500), dense('b', 1000, 300)];

  it('grows with epochs and models, and shrinks with the rate of the machine', () => {
    const holdout = { evaluation: { split: 'holdout' } };
    const one = estimateTraining(studyOf(tables, holdout), tables, 1e9);
    expect(one.models).toBe(1);
    expect(one.seconds).toBeCloseTo(100 * one.secondsPerEpoch, 8);
    expect(estimateTraining(studyOf(tables, holdout), tables, 2e9).seconds).toBeCloseTo(one.seconds / 2, 8);
    const folds = estimateTraining(studyOf(tables, { evaluation: { split: 'kfold' } }), tables, 1e9);
    expect(folds.models).toBe(6);
    // All samples in 8 steps an epoch, then 800 in 7, five times; a hold-out takes 7.
    expect(folds.seconds / one.seconds).toBeCloseTo((8 + 5 * 7) / 7, 8);
  });

  it('rests on a rate that is measured', () => {
    const rate = machineRate();
    expect(rate).toBeGreaterThan(1e7);
    expect(rate).toBeLessThan(1e11);
  });
});

describe('a training that does not fit', () => {
  const tables = [dense('methylation', 2000, 450_000), dense('rna', 2000, 900)];
  const study = studyOf(tables);
  const machine = 8e9;
  const finding = (memory: number) =>
    memoryFindings(study, tables, { ...estimateTraining(study, tables, 1e9), machine: memory });

  it('is an error whose remedy makes it fit', () => {
    const [found] = finding(machine);
    expect(found.severity).toBe('error');
    expect(found.text).toMatch(/^Training takes about [\d.]+ GB of memory, and this machine has 8 GB\.$/);
    expect(found.remedy?.edits).toEqual([
      { edit: 'setModality', modality: 'methylation', set: { topVariance: 20_000 } },
    ]);
    const after = studyOf(tables, {}, 20_000);
    expect(memoryFindings(after, tables, { ...estimateTraining(after, tables, 1e9), machine })).toEqual([]);
  });

  it('is a warning where little memory would be left, and nothing where there is plenty', () => {
    const { training } = estimateTraining(study, tables, 1e9);
    expect(finding(1.1 * training).map(({ severity }) => severity)).toEqual(['warning']);
    expect(finding(1.3 * training)).toEqual([]);
  });

  it('has no remedy where the tables alone are too large', () => {
    const [found] = finding(1e9);
    expect(found.remedy).toBeNull();
    expect(found.fix).toBe('Use a machine with more memory, or fewer samples.');
  });
});
