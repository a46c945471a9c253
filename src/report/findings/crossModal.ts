import type { Metrics, RunFile } from '../../run/runFile.ts';
import { directionName, formatCount, formatScore, plural } from '../words.ts';
import { named, type Scored, scored, shortList, shortTables, withMedians } from './directions.ts';
import { FAINT, type Finding } from './finding.ts';

/** How many directions get a sentence of their own. */
const SPOKEN = 2;

/** What can be predicted of one table from another: counts with their medians, best direction first. */
export function crossModal(run: RunFile, metrics: Metrics): Finding[] {
  const directions = scored(metrics);
  const judged = directions.filter(({ predictable }) => predictable !== null);
  return judged.length > 0 ? beyondChance(run, judged) : untested(directions);
}

/** Directions in which no feature could be scored. */
export function withoutScore(metrics: Metrics): Finding[] {
  const empty = named(metrics).filter(({ features }) => features === 0);
  if (empty.length === 0) return [];
  return [
    {
      kind: 'caution',
      text:
        `No feature has a score in ${shortList(empty.map(({ source, target }) => directionName(source, target)))}: each has one value ` +
        'only, or none, among the samples that the model learns from or among those that it is scored on.',
      advice:
        'Features that vary in very few samples, such as rare mutations, cannot be held out: add samples, or leave them out.',
    },
  ];
}

/** After the permutation test: how many features are predicted, and how well. */
function beyondChance(run: RunFile, directions: readonly Scored[]): Finding[] {
  const some = directions.filter(({ predictable }) => predictable !== 0);
  const none = directions.filter(({ predictable }) => predictable === 0);
  const result: Finding[] = some.slice(0, SPOKEN).map((entry) => ({
    kind: 'result',
    text: `From ${entry.source}, ${counted(entry)} can be predicted (q ≤ 0.05): ${medians(entry)}.`,
    advice: null,
    direction: { source: entry.source, target: entry.target },
  }));
  const others = some.slice(SPOKEN).map((entry) => {
    const median = entry.predictableMedian === null ? '' : ` (median R² ${formatScore(entry.predictableMedian)})`;
    return `${counted(entry)} from ${entry.source}${median}`;
  });
  if (others.length > 0) result.push({ kind: 'result', text: `Also predicted: ${shortList(others)}.`, advice: null });
  if (none.length > 0) {
    const all = some.length === 0;
    const names = shortList(none.map(({ source, target }) => directionName(source, target)));
    result.push({
      kind: 'result',
      text: all
        ? 'No feature of one table can be predicted from another beyond chance (permutation test, 5 % false discoveries allowed).'
        : `Nothing is predicted beyond chance in ${names}.`,
      advice:
        shortTables(run, none) ??
        (all ? 'More samples, or fewer and more variable features, may show what these tables share.' : null),
    });
  }
  return result;
}

function counted({ predictable, features, target }: Scored): string {
  return `${formatCount(predictable ?? 0)} of ${plural(features, `${target} feature`)}`;
}

/** A count alone oversells a small R²: the medians stand beside it. */
function medians({ predictable, predictableMedian, median, features, baselineMedian }: Scored): string {
  const all = `${formatScore(median)} of all ${formatCount(features)}`;
  const some = predictableMedian !== null && predictable !== features;
  const of = some ? `${formatScore(predictableMedian)} among these, ${all}` : all;
  return `median R² ${of}${baselineMedian === null ? '' : `; ridge regression ${formatScore(baselineMedian)}`}`;
}

/** Before the permutation test, while the model trains. */
function untested(directions: readonly Scored[]): Finding[] {
  const useful = directions.filter(({ median }) => median >= FAINT);
  const faint = directions.filter(({ median }) => median >= 0 && median < FAINT);
  const result: Finding[] = useful.slice(0, SPOKEN).map((entry) => ({
    kind: 'result',
    text:
      `Predicted from ${entry.source}, ${formatCount(entry.positive)} of ${plural(entry.features, `${entry.target} feature`)} have R² above 0; ` +
      `median ${formatScore(entry.median)}${quartiles(entry)} on ${plural(entry.samples, 'held-out sample')}.`,
    advice: null,
    direction: { source: entry.source, target: entry.target },
  }));
  const others = useful.slice(SPOKEN);
  if (others.length > 0) {
    result.push({ kind: 'result', text: `Also predictable: ${withMedians(others)}.`, advice: null });
  }
  if (faint.length > 0) {
    const positive = faint.reduce((sum, entry) => sum + entry.positive, 0);
    result.push({
      kind: 'result',
      text: `For the typical feature almost nothing carries over in ${withMedians(faint)}.`,
      advice: positive === 0 ? null : 'The distribution shows whether a few features stand out from the rest.',
    });
  }
  return result;
}

function quartiles({ q25, q75 }: Scored): string {
  return q25 === null || q75 === null ? '' : `, middle half ${formatScore(q25)} to ${formatScore(q75)},`;
}
