import { describe, expect, it } from 'vitest';
import { finalFindings } from '../../src/report/finalFindings.ts';
import { finishedRows, madePlan } from './madeSweep.ts';

const settings = { 'model.name': ['mvae', 'mmvae++'], 'model.shared': [2] };
const plan = madePlan(settings, 2, { holdOut: {} });
const rows = finishedRows(plan, ([name, , seed]) => 0.2 + name / 10 + seed / 100);
const finalPlan = madePlan({ 'model.name': ['mmvae++'], 'model.shared': [2] }, 2);
const finalRows = finishedRows(finalPlan, ([, , seed]) => 0.27 + seed / 100);
const texts = (...of: Parameters<typeof finalFindings>) => finalFindings(...of).map(({ text }) => text);

it('says what the choice is worth on samples that had no part in it, beside what it was', () => {
  const final = { plan: finalPlan, rows: finalRows, samples: { [finalRows[0].name]: 180 }, otherRuns: 0 };
  expect(texts({ plan, rows }, final)).toEqual([
    'On 180 samples that chose nothing, R² of model mmvae++ is 0.275 ± 0.007 (standard error 0.005, 2 seeds); in the sweep that chose them it was 0.31.',
    expect.stringMatching(/^The samples that score are the same in these runs: a seed fixes the initial weights/),
  ]);
});

it('cautions of few samples, of runs that are missing, and of a second choice', () => {
  const changed = finishedRows(plan, ([name, , seed]) => 0.4 - name / 10 + seed / 100);
  const told = texts(
    { plan, rows: changed },
    { plan: finalPlan, rows: finalRows.slice(1), samples: { [finalRows[1].name]: 18 }, otherRuns: 2 },
  );
  expect(told).toEqual([
    'On 18 samples that chose nothing, R² of model mmvae++ is 0.28 (one seed); in the sweep that chose them it was 0.31.',
    'So far: 1 of 2 runs are finished.',
    '18 samples are few: with others in their place a single R² could be 0.1 higher or lower.',
    'The sweep has changed since: it would now choose model mvae. The samples are no longer new to a second choice.',
    '2 runs of another choice were scored on these samples: whoever takes the better of the two has chosen by them.',
    expect.stringContaining('The samples that score are the same'),
  ]);
});

it('waits for the first score', () => {
  const none = { plan: finalPlan, rows: [], samples: {}, otherRuns: 0 };
  expect(texts({ plan, rows }, none)).toEqual([
    'No run is scored yet on the samples that chose nothing: 0 of 2 runs finished.',
  ]);
});

describe('of several cohorts', () => {
  const study = ['brca', 'luad'].map((name) => `${name}.crossmodal.json`);
  const cohorts = madePlan({ study, 'model.name': ['mvae', 'mmvae++'] }, 2, { holdOut: {} });
  // mmvae++ is best in brca, mvae in luad.
  const scored = finishedRows(
    cohorts,
    ([cohort, name, seed]) =>
      [
        [0.2, 0.4],
        [0.6, 0.1],
      ][cohort][name] +
      seed / 50,
  );
  const chosen = madePlan({ study, 'model.name': ['mvae', 'mmvae++'] }, 2);
  const finalCohorts = { ...chosen, runs: chosen.runs.filter(({ at }) => at[0] !== at[1]) };
  const aside = finishedRows(finalCohorts, ([cohort, , seed]) => [0.35, 0.5][cohort] + seed / 50);
  const samples = { [aside[0].name]: 200, [aside[2].name]: 30 };

  it('says it of each, with its own samples', () => {
    expect(texts({ plan: cohorts, rows: scored }, { plan: finalCohorts, rows: aside, samples, otherRuns: 0 })).toEqual([
      'In brca, on 200 samples that chose nothing, R² of model mmvae++ is 0.36 ± 0.01 (standard error 0.01, 2 seeds); in the sweep that chose them it was 0.41.',
      'In luad, on 30 samples that chose nothing, R² of model mvae is 0.51 ± 0.01 (standard error 0.01, 2 seeds); in the sweep that chose them it was 0.61.',
      '30 samples (luad) are few: with others in their place a single R² could be 0.1 higher or lower.',
      expect.stringContaining('The samples that score are the same'),
    ]);
  });

  it('says which are not scored yet, and whose choice has changed', () => {
    const now = finishedRows(cohorts, ([, name, seed]) => 0.2 + name / 10 + seed / 50);
    const known = { plan: finalCohorts, rows: aside.slice(0, 2), samples: { [aside[0].name]: 200 }, otherRuns: 0 };
    expect(texts({ plan: cohorts, rows: now }, known).slice(1, 4)).toEqual([
      'In luad, on the samples that chose nothing, no run is scored yet.',
      'So far: 2 of 4 runs are finished.',
      'The sweep has changed since: it would now choose model mmvae++ for luad. The samples are no longer new to a second choice.',
    ]);
  });

  it('sums up more than four', () => {
    const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}.crossmodal.json`);
    const many = madePlan({ study: names, 'model.shared': [2, 5] }, 2);
    const of = (plan: typeof many) => finishedRows(plan, ([cohort, shared, seed]) => (cohort + shared + seed) / 10);
    const finals = { ...many, runs: many.runs.filter(({ at }) => at[1] === 1) };
    expect(
      texts({ plan: many, rows: of(many) }, { plan: finals, rows: of(finals), samples: {}, otherRuns: 0 })[0],
    ).toBe(
      'On samples that chose nothing, mean R² of the chosen settings (in brackets: in the sweep that chose them): a 0.15 (0.15), b 0.25 (0.25), c 0.35 (0.35), d 0.45 (0.45), e 0.55 (0.55).',
    );
  });

  it('knows questions that differ in nothing that counts there by their settings', () => {
    const folds = madePlan({ 'evaluation.folds': [5, 10], 'model.shared': [2, 5] }, 2);
    const kept = finishedRows(folds, ([, shared, seed]) => 0.3 + shared / 10 + seed / 50);
    const one = { ...folds, runs: folds.runs.filter(({ at }) => at[0] === 0 && at[1] === 1) };
    const known = { plan: one, rows: finishedRows(one, () => 0.25), samples: {}, otherRuns: 0 };
    expect(texts({ plan: folds, rows: kept }, known).slice(0, 2)).toEqual(
      ['5', '10'].map((count) =>
        expect.stringMatching(`^With folds ${count}, on the samples .* R² of shared 5 is 0.25`),
      ),
    );
  });
});
