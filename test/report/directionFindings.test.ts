import { expect, it } from 'vitest';
import { isScoredSelection } from '../../src/report/bestFindings.ts';
import { directionFindings } from '../../src/report/directionFindings.ts';
import type { Finding } from '../../src/report/findings/finding.ts';
import { selectModel } from '../../src/report/modelSelection.ts';
import type { SweepRow } from '../../src/run/sweepRow.ts';
import { finishedRows, madePlan } from './madeSweep.ts';

const settings = { 'model.name': ['mmvae', 'mmvae++'], 'model.shared': [2, 10] };
// Of four seeds: mean 0, standard deviation √(0.001 / 3) = 0.018, standard error 0.009.
const spread = [-0.02, 0.02, -0.01, 0.01];

/** Runs with the means of one direction by model and size; the best by R² is mmvae with 2 shared dimensions. */
function rowsOf(plan: ReturnType<typeof madePlan>, direction: readonly number[]): SweepRow[] {
  const rows = finishedRows(plan, ([name, shared, seed]) => [0.03, 0, 0, 0][2 * name + shared] + spread[seed] / 10);
  return rows.map((row, i) => {
    const [name, shared, seed] = plan.runs[i].at;
    const value = direction[2 * name + shared] + spread[seed];
    return { ...row, scores: { ...row.scores, 'r2:rna:mirna': value, 'r2:mirna:rna': -0.1 + spread[seed] } };
  });
}

function findings(plan: ReturnType<typeof madePlan>, rows: readonly SweepRow[], score: string): Finding[] {
  const selection = selectModel(plan, rows, score);
  if (!isScoredSelection(selection)) throw new Error('nothing has the score');
  return directionFindings(selection, score);
}

it('names the direction for which other settings are clearly better', () => {
  const plan = madePlan(settings, 4);
  expect(findings(plan, rowsOf(plan, [0.09, 0.12, 0.1, 0.15]), 'r2')).toEqual([
    {
      kind: 'caution',
      text: 'R² is the middle of 2 directions, and for one of them other settings are better: R² rna → mirna is 0.15 with model mmvae++, shared 10, and 0.09 with model mmvae, shared 2.',
      advice: 'Choose by what is to be predicted, as in "score": "r2:rna:mirna". Runs that are finished are kept.',
    },
  ]);
});

it('says nothing within two standard errors, below zero, from one seed, or where a direction is the score', () => {
  const plan = madePlan(settings, 4);
  // 2 · 0.009 = 0.018
  expect(findings(plan, rowsOf(plan, [0.135, 0.12, 0.1, 0.15]), 'r2')).toEqual([]);
  expect(findings(plan, rowsOf(plan, [0.13, 0.12, 0.1, 0.15]), 'r2')).toHaveLength(1);
  expect(findings(plan, rowsOf(plan, [-0.2, -0.2, -0.2, -0.1]), 'r2')).toEqual([]);
  expect(findings(plan, rowsOf(plan, [0.09, 0.12, 0.1, 0.15]), 'r2:rna:mirna')).toEqual([]);
  const single = madePlan(settings, 1);
  expect(findings(single, rowsOf(single, [0.09, 0.12, 0.1, 0.15]), 'r2')).toEqual([]);
});
