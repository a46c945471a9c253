import type { KnownFinal, KnownSweep } from '../run/knownFinal.ts';
import { SEED_AXIS } from '../run/seedAxis.ts';
import type { Finding } from './findings/finding.ts';
import { selectModel } from './modelSelection.ts';
import { scoreWords } from './scoreWords.ts';
import { groupScoreWords, groupWords } from './selectionFindings.ts';
import { groupRuns } from './sweepGroups.ts';
import { formatCount, formatScore, plural } from './words.ts';

/** Below this many samples one R² of 0.3 has a standard error above 0.1: 2 r (1 − r²) / √n (Olkin & Finn 1995). */
const FEW = 50;

/** What the choice of a sweep is worth, and how far to believe it. */
export function finalFindings(sweep: KnownSweep, { plan, rows, samples, otherRuns }: KnownFinal): Finding[] {
  const { score } = sweep.plan.sweep;
  const [group] = groupRuns(plan, rows, score);
  const on = samples === null ? 'the samples' : plural(samples, 'sample');
  if (!group?.score) {
    const text = `No run is scored yet on the samples that chose nothing: ${formatCount(group?.finished ?? 0)} of ${plural(plan.runs.length, 'run')} finished.`;
    return [{ kind: 'note', text, advice: null }];
  }
  const { groups, chosen } = selectModel(sweep.plan, sweep.rows, score);
  const value = new Map(plan.axes.map(({ path, values }) => [path, JSON.stringify(values[0])]));
  const same = groups.find(({ settings }) =>
    settings.every((one) => value.get(one.path) === JSON.stringify(one.value)),
  );
  const before = same?.score ? `; in the sweep that chose them it was ${formatScore(same.score.mean)}` : '';
  const name = same ? groupWords(same) : 'the chosen settings';
  const found: Finding[] = [
    {
      kind: 'result',
      text: `On ${on} that chose nothing, ${scoreWords(score)} of ${name} is ${groupScoreWords(group.score)}${before}.`,
      advice: null,
    },
  ];
  const cautions = [
    ...(group.finished < plan.runs.length
      ? [`So far: ${formatCount(group.finished)} of ${plural(plan.runs.length, 'run')} are finished.`]
      : []),
    ...(samples !== null && samples < FEW
      ? [`${plural(samples, 'sample')} are few: with others in their place a single R² could be 0.1 higher or lower.`]
      : []),
    ...(chosen && chosen !== same
      ? [
          `The sweep has changed since: it would now choose ${groupWords(chosen)}. The samples are no longer new to a second choice.`,
        ]
      : []),
    ...(otherRuns > 0
      ? [
          `${plural(otherRuns, 'run')} of another choice ${otherRuns === 1 ? 'was' : 'were'} scored on these samples: whoever takes the better of the two has chosen by them.`,
        ]
      : []),
  ];
  const seeds = plan.axes.find(({ path }) => path === SEED_AXIS)?.values.length ?? 1;
  return [
    ...found,
    ...cautions.map((text): Finding => ({ kind: 'caution', text, advice: null })),
    ...(seeds > 1
      ? [
          {
            kind: 'note' as const,
            text: 'The samples that score are the same in these runs: a seed fixes the initial weights and the noise alone, and the spread says nothing of how other samples would score.',
            advice: null,
          },
        ]
      : []),
  ];
}
