import { expect, it } from 'vitest';
import { finalFindings } from '../../src/report/finalFindings.ts';
import { finishedRows, madePlan } from './madeSweep.ts';

const settings = { 'model.name': ['mvae', 'mmvae++'], 'model.shared': [2] };
const plan = madePlan(settings, 2, { holdOut: {} });
const rows = finishedRows(plan, ([name, , seed]) => 0.2 + name / 10 + seed / 100);
const finalPlan = madePlan({ 'model.name': ['mmvae++'], 'model.shared': [2] }, 2);
const finalRows = finishedRows(finalPlan, ([, , seed]) => 0.27 + seed / 100);
const texts = (...of: Parameters<typeof finalFindings>) => finalFindings(...of).map(({ text }) => text);

it('says what the choice is worth on samples that had no part in it, beside what it was', () => {
  const final = { plan: finalPlan, rows: finalRows, samples: 180, otherRuns: 0 };
  expect(texts({ plan, rows }, final)).toEqual([
    'On 180 samples that chose nothing, R² of model mmvae++ is 0.275 ± 0.007 (standard error 0.005, 2 seeds); in the sweep that chose them it was 0.31.',
    expect.stringMatching(/^The samples that score are the same in these runs: a seed fixes the initial weights/),
  ]);
});

it('cautions of few samples, of runs that are missing, and of a second choice', () => {
  const changed = finishedRows(plan, ([name, , seed]) => 0.4 - name / 10 + seed / 100);
  const told = texts({ plan, rows: changed }, { plan: finalPlan, rows: finalRows.slice(1), samples: 18, otherRuns: 2 });
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
  const none = { plan: finalPlan, rows: [], samples: null, otherRuns: 0 };
  expect(texts({ plan, rows }, none)).toEqual([
    'No run is scored yet on the samples that chose nothing: 0 of 2 runs finished.',
  ]);
});
