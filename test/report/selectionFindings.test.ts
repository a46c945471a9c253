import { expect, it } from 'vitest';
import { groupScoreWords } from '../../src/report/groupWords.ts';
import { scoreWords } from '../../src/report/scoreWords.ts';
import { selectionFindings } from '../../src/report/selectionFindings.ts';
import { settingWords } from '../../src/report/settingWords.ts';
import { finishedRows, madePlan } from './madeSweep.ts';

const settings = { 'model.name': ['mvae', 'mmvae++'], 'model.shared': [2, 5] };
const plan = madePlan(settings, 4);
const spread = [-0.02, 0.02, -0.01, 0.01];
const rows = finishedRows(
  plan,
  ([name, shared, seed]) => [0.1, 0.305, 0.2, 0.31][2 * name + shared] + spread[(seed + name) % 4],
  ([name, shared]) => 1200 * (name + 1) * (shared + 1),
);
const texts = (...of: Parameters<typeof selectionFindings>) => selectionFindings(...of).map(({ text }) => text);

it('says what is best, what lies near it, and which of these is the simplest', () => {
  expect(selectionFindings(plan, rows, 'r2')).toEqual([
    {
      kind: 'result',
      text: 'model mmvae++, shared 5 scores best: R² 0.31 ± 0.02 (standard error 0.009, 4 seeds). 2 of 4 combinations of settings lie within one standard error of the best, itself included. The simplest of them is model mvae, shared 5, with 2,400 parameters: R² 0.30.',
      advice: expect.stringContaining('Take the simplest'),
    },
    {
      kind: 'note',
      text: 'Within one standard error of the best: model mvae, shared 5 (0.30).',
      advice: null,
    },
    {
      kind: 'caution',
      text: expect.stringMatching(
        /^The samples that chose the settings also score them, which makes R² 0\.31 a little too good\. Were all 4 equally good, the best of them would still come out about 0\.0\d above its worth/,
      ),
      advice: expect.stringContaining('"holdOut": { "fraction": 0.2 }'),
    },
    { kind: 'note', text: expect.stringContaining('all on the same samples'), advice: null },
  ]);
});

it('points to the samples that were set aside where there are some', () => {
  const held = madePlan(settings, 4, { holdOut: {} });
  const warning = selectionFindings(held, rows, 'r2').find(({ text }) => text.includes('too good'));
  expect(warning?.advice).toMatch(
    /^The samples that were set aside tell what it is worth: crossmodal sweep FILE --final/,
  );
  const asked = selectionFindings(held, rows, 'r2', true).find(({ text }) => text.includes('too good'));
  expect(asked).toEqual({ ...warning, advice: null });
});

it('tells nothing of chance from one seed, and how to add some', () => {
  const single = madePlan(settings, 1);
  const [first, second] = selectionFindings(
    single,
    finishedRows(single, ([name, shared]) => name + shared / 10),
    'r2',
  );
  expect(first.text).toBe(
    'model mmvae++, shared 5 scores best: R² 1.10 (one seed). With one seed of it there is no telling how much of a difference between settings is chance.',
  );
  expect(first.advice).toContain('"seed": { "count": 5 }');
  expect(second.text).toContain('Without two seeds of each there is no telling by how much.');
});

it('says what is missing so far', () => {
  expect(texts(plan, [], 'r2')).toEqual(['No run is finished: there is nothing to choose from yet.']);
  const some = [...rows.slice(0, 4), ...rows.slice(12, 14)];
  expect(texts(plan, some, 'r2')).toContain(
    'So far: 6 of 16 runs are finished; 1 combination has some of the seeds only and 2 combinations have none. What is best may change.',
  );
  const blank = rows.map((row, i) => (i === 0 ? { ...row, scores: { r2: null } } : row));
  expect(texts(plan, blank, 'r2')).toContain(
    '1 finished run has no R² and does not count: no feature could be scored.',
  );
});

it('says that runs whose time was up do not count', () => {
  const cut = rows.map((row, i) => (i === 15 ? { ...row, state: 'timeout' as const } : row));
  const caution = selectionFindings(plan, cut, 'r2').find(({ text }) => text.startsWith('The time of'));
  expect(caution).toEqual({
    kind: 'caution',
    text: 'The time of 1 run was up, and it does not count: what a training reaches that was cut short depends on the machine.',
    advice: 'Raise limits.minutes and have it go on with --retry.',
  });
  expect(texts(plan, cut, 'r2')[0]).toContain('3 seeds');
});

it('says which scores there are where the chosen one is none of them', () => {
  expect(selectionFindings(plan, rows, 'auc:shared')).toEqual([
    {
      kind: 'caution',
      text: 'None of 16 finished runs has the score "auc:shared": nothing can be chosen by it.',
      advice: 'Choose by another score: r2.',
    },
  ]);
});

it('chooses nothing from one combination', () => {
  const one = madePlan({ 'model.shared': [2] }, 2);
  expect(
    texts(
      one,
      finishedRows(one, ([, seed]) => seed),
      'r2',
    ),
  ).toEqual([
    'The study as it is scores: R² 0.50 ± 0.71 (standard error 0.50, 2 seeds). There is nothing to choose between.',
  ]);
});

it('says when nothing is predicted', () => {
  const negative = texts(
    plan,
    finishedRows(plan, ([name]) => -name - 0.1),
    'r2',
  );
  expect(negative).toContain(
    'No combination of settings clearly predicts better than the mean of each feature, all directions taken together: the best R² is not above 0 by more than its standard error, and choosing by it means little.',
  );
});

it('writes scores and values as people read them', () => {
  expect(['r2', 'r2:rna:adt', 'auc:shared', 'auc:private_rna', 'auc:all', 'other'].map(scoreWords)).toEqual([
    'R²',
    'R² rna → adt',
    'AUC shared',
    'AUC private rna',
    'AUC all blocks',
    'other',
  ]);
  expect(['mmvae++', 5, [64, 64], { from: 0.1, to: 1 }, { rna: 2, adt: 3 }, true, null].map(settingWords)).toEqual([
    'mmvae++',
    '5',
    '[64, 64]',
    '0.1 to 1',
    'rna 2, adt 3',
    'true',
    'not set',
  ]);
});

it('writes means and spreads with as many decimals as the spread needs', () => {
  const score = { runs: 2, standardError: 0.0004, min: -0.03, max: -0.01 };
  expect(groupScoreWords({ ...score, mean: -0.0219, sd: 0.0006 })).toBe(
    '−0.022 ± 0.001 (standard error 0.00, 2 seeds)',
  );
  expect(groupScoreWords({ ...score, mean: -0.0219, sd: 0.02 })).toBe('−0.02 ± 0.02 (standard error 0.00, 2 seeds)');
});
