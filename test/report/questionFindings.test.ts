import { describe, expect, it } from 'vitest';
import { selectionFindings } from '../../src/report/selectionFindings.ts';
import type { SettingValue } from '../../src/run/sweepFile.ts';
import { finishedRows, madePlan } from './madeSweep.ts';

const studies = (...names: readonly string[]) => names.map((name) => `cohorts/${name}.crossmodal.json`);
const ofModels = (names: readonly string[], seeds = 4) =>
  madePlan({ study: studies(...names), 'model.name': ['mvae', 'mmvae++'], 'model.shared': [2, 5] }, seeds);
/** Seeds spread means by ± 0.01 (standard deviation 0.0115, standard error 0.0058), not in the same order for each model. */
const spread = [-0.01, 0.01, -0.01, 0.01];
/** @param means of each cohort: mvae with 2 and 5 dimensions, mmvae++ with 2 and 5 */
const rowsOf = (plan: ReturnType<typeof ofModels>, means: readonly (readonly number[])[]) =>
  finishedRows(
    plan,
    ([study, name, shared, seed]) => means[study][2 * name + shared] + spread[(seed + name) % 4],
    ([, name, shared]) => 1000 * (name + 1) * (shared + 1),
  );
const texts = (...of: Parameters<typeof selectionFindings>) => selectionFindings(...of).map(({ text }) => text);

describe('a sweep over cohorts', () => {
  const plan = ofModels(['brca', 'luad', 'coad']);
  // The best of coad is far below all of brca: nothing of it would be chosen across cohorts.
  const means = [
    [0.5, 0.596, 0.55, 0.6],
    [0.2, 0.3, 0.2, 0.25],
    [-0.2, 0.01, -0.1, 0.09],
  ];
  const findings = selectionFindings(plan, rowsOf(plan, means), 'r2');

  it('chooses within each of them, and says which settings serve most', () => {
    expect(findings.slice(0, 5)).toEqual([
      {
        kind: 'result',
        text: 'In brca, model mmvae++, shared 5 scores best: R² 0.60 ± 0.01 (standard error 0.006, 4 seeds). 2 of 4 combinations of settings lie within one standard error of the best, itself included. The simplest of them is model mvae, shared 5, with 2,000 parameters: R² 0.60.',
        advice: null,
      },
      {
        kind: 'result',
        text: 'In luad, model mvae, shared 5 scores best: R² 0.30 ± 0.01 (standard error 0.006, 4 seeds). No other of 4 combinations of settings lies within one standard error of it.',
        advice: null,
      },
      {
        kind: 'result',
        text: 'In coad, model mmvae++, shared 5 scores best: R² 0.09 ± 0.01 (standard error 0.006, 4 seeds). No other of 4 combinations of settings lies within one standard error of it.',
        advice: null,
      },
      {
        kind: 'result',
        // Both are within it twice; mvae, shared 5 is chosen in brca and luad.
        text: 'Not the same settings are chosen for each study. model mvae, shared 5 lies within one standard error of the best in 2 of 3 (brca, luad).',
        advice: expect.stringContaining('Take the simplest'),
      },
      {
        kind: 'note',
        text: 'study changes what is predicted or from which data: settings are compared within each study, since scores of different ones answer different questions.',
        advice: null,
      },
    ]);
  });

  it('tells how lucky the best of each is', () => {
    const [, luck] = findings.slice(4);
    // Residuals of setting + seed, 2 models × 2 sizes: seeds favour one model by 0.01 and the other by −0.01 in turn, so that
    // Σ r² = 16 · 0.01², s = √(0.0016 / 9) = 0.01333; 1.02938 (expected maximum of 4) · s / √4 = 0.00686.
    expect(luck.text).toBe(
      'The samples that chose the settings also score them, which makes the best R² of each a little too good. Were all 4 equally good, the best of them would still come out about 0.007 (brca), 0.007 (luad) and 0.007 (coad) above its worth, by chance of split, initial weights and noise alone.',
    );
  });

  it('says where the same settings are chosen', () => {
    const two = ofModels(['brca', 'luad']);
    const same = texts(two, rowsOf(two, [means[0], means[1]]), 'r2');
    expect(same[2]).toBe('The same settings are chosen for both: model mvae, shared 5.');
  });

  it('says where settings are as good everywhere, and where none is in two', () => {
    const two = ofModels(['brca', 'luad']);
    const everywhere = texts(two, rowsOf(two, [means[0], [0.1, 0.2, 0.1, 0.3]]), 'r2');
    expect(everywhere[2]).toBe(
      'Not the same settings are chosen for each study. model mmvae++, shared 5 lies within one standard error of the best in both.',
    );
    const nowhere = texts(two, rowsOf(two, [means[1], means[2]]), 'r2');
    expect(nowhere[2]).toBe(
      'Not the same settings are chosen for each study. None lies within one standard error of the best in more than one of 2.',
    );
  });

  it('names the cohorts where nothing is predicted, and those without a score', () => {
    const some = rowsOf(plan, [means[0], [-0.2, -0.1, -0.3, -0.4], means[2]]).slice(0, 32);
    const told = texts(plan, some, 'r2');
    expect(told[2]).toBe('In coad, no finished run has R² yet.');
    expect(told).toContain(
      'No combination of settings clearly predicts better than the mean of each feature for luad, all directions taken together: the best R² is not above 0 by more than its standard error, and choosing by it means little.',
    );
    expect(told).toContain('So far: 32 of 48 runs are finished; 4 combinations have none. What is best may change.');
  });

  it('tells nothing of chance from one seed', () => {
    const single = ofModels(['brca', 'luad'], 1);
    const [brca, , agreement] = selectionFindings(single, rowsOf(single, means), 'r2');
    expect(brca.text).toBe('In brca, model mmvae++, shared 5 scores best: R² 0.61 (one seed).');
    expect(agreement).toEqual({
      kind: 'result',
      text: 'Not the same settings are chosen for each study. With one seed there is no telling how much of a difference between settings is chance.',
      advice: expect.stringContaining('"seed": { "count": 5 }'),
    });
  });

  it('sums up more than four', () => {
    const six = ofModels(['a', 'b', 'c', 'd', 'e', 'f']);
    const [best, other] = [means[1], means[2]];
    const [chosen, agreement] = texts(six, rowsOf(six, [best, other, best, best, best, best]), 'r2');
    expect(chosen).toBe(
      'Chosen for each study, of 6: model mvae, shared 5 for 5 (a, c, d, e, …); model mmvae++, shared 5 for 1 (b). The table of settings has the best of each.',
    );
    expect(agreement).toContain('model mvae, shared 5 lies within one standard error of the best in 5 of 6');
  });

  it('has nothing to choose where only the question varies', () => {
    const alone = madePlan({ study: studies('brca', 'luad') }, 2);
    expect(
      texts(
        alone,
        finishedRows(alone, ([study, seed]) => 0.3 + study / 10 + seed / 50),
        'r2',
      ).slice(0, 3),
    ).toEqual([
      'In brca, R² 0.31 ± 0.01 (standard error 0.01, 2 seeds).',
      'In luad, R² 0.41 ± 0.01 (standard error 0.01, 2 seeds).',
      'Within each study there is nothing to choose between.',
    ]);
  });
});

describe('what another question is', () => {
  const opening = (settings: Readonly<Record<string, SettingValue[]>>): string => {
    const plan = madePlan({ ...settings, 'model.shared': [2, 5] }, 2);
    const rows = finishedRows(plan, (at) => at.reduce((sum, place) => sum + place, 0.1));
    return selectionFindings(plan, rows, 'r2')[0].text.split(':')[0];
  };

  it.each<[Record<string, SettingValue[]>, string]>([
    [{ 'labels.column': ['grade', 'stage'] }, 'With labels column grade, shared 5 scores best'],
    [{ labels: [{ column: 'grade' }, null] }, 'With labels column grade, shared 5 scores best'],
    [{ 'modalities.r.na.topVariance': [10, 20] }, 'With r na top variance 10, shared 5 scores best'],
    [{ 'labels.weight': [10, 100] }, 'labels weight 100, shared 5 scores best'],
    [{ 'labels.supervise': [false, true] }, 'labels supervise true, shared 5 scores best'],
    [
      { study: ['a/x.crossmodal.json', 'b/x.crossmodal.json'], 'evaluation.folds': [5, 10] },
      'In a/x with folds 5, shared 5 scores best',
    ],
  ])('%j', (settings, text) => expect(opening(settings)).toBe(text));
});
