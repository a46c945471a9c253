import type { HistoryEntry } from '../run/history.ts';
import type { Metrics, RunFile } from '../run/runFile.ts';
import { heldOutCourse } from './heldOutCourse.ts';
import { blockName, directionName, formatCount, formatScore, list, plural } from './words.ts';

/** One plain sentence about a run, with its number, and what to try where there is something to try. */
export interface Finding {
  readonly kind: 'result' | 'caution' | 'note';
  readonly text: string;
  readonly advice: string | null;
}

type Direction = Metrics['r2'][number];

/** Below this many samples single numbers move a lot from split to split. */
const FEW_SAMPLES = 200;
/** Median R² below this reads as "almost nothing". */
const FAINT = 0.05;
/** A difference in median R² worth a sentence. */
const NOTABLE = 0.02;
/** How many directions get a sentence of their own. */
const SPOKEN_DIRECTIONS = 3;

/**
 * What a run says, most important first: cross-modal R², latent blocks against the label, then cautions and how it was scored.
 * @param history lines of history.jsonl; used to see whether the loss was still falling
 */
export function findings(run: RunFile, history: readonly HistoryEntry[]): Finding[] {
  const metrics = run.metrics;
  return [
    ...(metrics
      ? [
          ...crossModal(metrics),
          ...withoutScore(metrics),
          ...predictable(metrics),
          ...classification(run, metrics),
          ...selfReconstruction(metrics),
          ...belowBaseline(metrics),
          ...unusedDimensions(metrics),
        ]
      : []),
    ...samplesCautions(run),
    ...trainingCautions(run, history),
    ...run.warnings.map((text): Finding => ({ kind: 'caution', text, advice: null })),
    ...(metrics || run.status === 'running' ? howScored(run) : []),
  ];
}

function crossModal(metrics: Metrics): Finding[] {
  const directions = metrics.r2.filter(
    (entry): entry is Direction & { median: number } =>
      entry.source !== entry.target && entry.source !== 'all' && entry.median !== null,
  );
  directions.sort((a, b) => b.median - a.median);
  const useful = directions.filter(({ median }) => median >= FAINT);
  const faint = directions.filter(({ median }) => median >= 0 && median < FAINT);
  const negative = directions.filter(({ median }) => median < 0);
  const result: Finding[] = useful.slice(0, SPOKEN_DIRECTIONS).map((entry) => ({
    kind: 'result',
    text:
      `Predicted from ${entry.source}, ${formatCount(entry.positive)} of ${plural(entry.features, `${entry.target} feature`)} have R² above 0; ` +
      `median ${formatScore(entry.median)}${quartiles(entry)} on ${plural(entry.samples, 'held-out sample')}.`,
    advice: null,
  }));
  const others = useful.slice(SPOKEN_DIRECTIONS);
  if (others.length > 0) {
    result.push({ kind: 'result', text: `Also predictable: ${directionList(others)}.`, advice: null });
  }
  if (faint.length > 0) {
    result.push({
      kind: 'result',
      text: `For the typical feature almost nothing carries over in ${directionList(faint)}.`,
      advice: faintAdvice(faint),
    });
  }
  if (negative.length > 0) {
    result.push({
      kind: 'caution',
      text:
        `Median R² is below 0 in ${directionList(negative)}: for most features the prediction is worse than always answering ` +
        `the feature's mean.`,
      advice: 'Single features may still carry over: they are at the top of the ranked table.',
    });
  }
  return result;
}

/** Directions by name, not "all others". */
function named(metrics: Metrics): Direction[] {
  return metrics.r2.filter(({ source, target }) => source !== target && source !== 'all');
}

/** Directions in which no feature could be scored. */
function withoutScore(metrics: Metrics): Finding[] {
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

/** How many features are predicted beyond chance. */
function predictable(metrics: Metrics): Finding[] {
  const known = named(metrics).flatMap(({ predictable: count, features, source, target }) =>
    count === null
      ? []
      : [{ count, text: `${formatCount(count)} of ${plural(features, `${target} feature`)} from ${source}` }],
  );
  if (known.length === 0) return [];
  const some = known.filter(({ count }) => count > 0).map(({ text }) => text);
  const text =
    some.length === 0
      ? 'No feature of one table can be predicted from another beyond chance (permutation test, 5 % false discoveries allowed).'
      : `Beyond chance, ${shortList(some)} can be predicted; about 5 % of such findings are false (permutation test).`;
  return [{ kind: 'result', text, advice: null }];
}

/** Directions in which the model does worse than the simplest thing that one could do. */
function belowBaseline(metrics: Metrics): Finding[] {
  const beaten = named(metrics).flatMap(({ source, target, median, baselineMedian: ridge }) => {
    if (median === null || ridge === null || ridge < FAINT || ridge - median <= NOTABLE) return [];
    return [`${directionName(source, target)} (${formatScore(ridge)} against ${formatScore(median)})`];
  });
  if (beaten.length === 0) return [];
  return [
    {
      kind: 'caution',
      text: `Ridge regression, a linear model of one table from the other, has a higher median R² in ${shortList(beaten)}.`,
      advice: 'More shared dimensions or more epochs may help; for prediction alone the linear model will do.',
    },
  ];
}

function unusedDimensions({ dimensions }: Metrics): Finding[] {
  const unused = dimensions.filter(({ used }) => !used);
  if (unused.length === 0) return [];
  const names = unused.map(({ block, dimension }) => `${blockName(block)} ${dimension}`);
  return [
    {
      kind: 'note',
      text: `${formatCount(unused.length)} of ${plural(dimensions.length, 'latent dimension')} ${unused.length === 1 ? 'is' : 'are'} not used (${shortList(names)}): the same for every sample.`,
      advice: 'A model with fewer dimensions in that block would say the same.',
    },
  ];
}

function quartiles({ q25, q75 }: Direction): string {
  return q25 === null || q75 === null ? '' : `, middle half ${formatScore(q25)} to ${formatScore(q75)},`;
}

function directionList(directions: readonly (Direction & { median: number })[]): string {
  const names = directions.map(
    ({ source, target, median }) => `${directionName(source, target)} (${formatScore(median)})`,
  );
  return shortList(names);
}

/** At most six by name, so that five tables do not fill the page. */
function shortList(names: readonly string[]): string {
  return names.length <= 6 ? list(names) : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
}

function faintAdvice(directions: readonly Direction[]): string | null {
  const positive = directions.reduce((sum, entry) => sum + entry.positive, 0);
  return positive === 0 ? null : 'The distribution shows whether a few features stand out from the rest.';
}

function classification(run: RunFile, metrics: Metrics): Finding[] {
  const scores = metrics.classification.flatMap(({ block, auc, samples }) =>
    auc === null ? [] : [{ block, auc, samples }],
  );
  const shared = scores.find(({ block }) => block === 'shared');
  if (!run.labels || !shared) return [];
  const classes = run.labels.classes.map(({ name }) => name);
  const what = classes.length === 2 ? list(classes, 'from') : `the ${classes.length} classes of ${run.labels.column}`;
  const verb = classes.length === 2 ? 'separates' : 'tells apart';
  const private_ = scores.filter(({ block }) => block.startsWith('private_'));
  const best = private_.reduce((most, { auc }) => Math.max(most, auc), 0);
  const privateText =
    private_.length === 0
      ? ''
      : `; ${list(private_.map(({ block, auc }) => `${blockName(block)} ${formatScore(auc)}`))}`;
  if (shared.auc < 0.6 && best < 0.6) {
    return [
      {
        kind: 'result',
        text: `No latent block ${verb} ${what} (AUC: shared ${formatScore(shared.auc)}${privateText}; 0.50 is guessing).`,
        advice: 'Colour the latent space by another column, or let the model learn from the label.',
      },
    ];
  }
  const where =
    shared.auc >= best + 0.05
      ? `What the tables share ${verb} ${what}`
      : best >= shared.auc + 0.05
        ? `What belongs to one table alone ${verb} ${what} better than what they share`
        : `Shared and private blocks ${verb === 'separates' ? 'separate' : 'tell apart'} ${what} about equally well`;
  return [
    {
      kind: 'result',
      text: `${where} (AUC: shared ${formatScore(shared.auc)}${privateText}; 0.50 is guessing, 1.00 perfect).`,
      advice: null,
    },
  ];
}

function selfReconstruction(metrics: Metrics): Finding[] {
  const self = metrics.r2.flatMap(({ source, target, median }) =>
    source === target && median !== null ? [{ target, median }] : [],
  );
  if (self.length === 0) return [];
  const low = self.filter(({ median }) => median < 0.1).map(({ target }) => target);
  return [
    {
      kind: 'note',
      text: `From its own latents each table is rebuilt with a median R² of ${list(self.map(({ target, median }) => `${formatScore(median)} (${target})`))}: what the model predicts across tables can hardly be better.`,
      advice:
        low.length === 0
          ? null
          : `More latent dimensions or more epochs may help ${list(low)}; so may fewer, more variable features.`,
    },
  ];
}

function samplesCautions(run: RunFile): Finding[] {
  const { total, complete } = run.samples;
  const result: Finding[] = [];
  if (total < FEW_SAMPLES) {
    result.push({
      kind: 'caution',
      text: `${plural(total, 'sample')} ${total === 1 ? 'is' : 'are'} few: expect single R² values to move by 0.1 or more with another split.`,
      advice: 'Repeat with other seeds before you believe a single feature.',
    });
  }
  if (complete < total) {
    const short = run.modalities.filter(({ samples }) => samples < total);
    result.push({
      kind: 'note',
      text: `${formatCount(complete)} of ${plural(total, 'sample')} have every table (${list(short.map(({ name, samples }) => `${name}: ${formatCount(samples)}`))}); missing tables are left out of the sums, not filled in.`,
      advice: null,
    });
  }
  return result;
}

function trainingCautions(run: RunFile, history: readonly HistoryEntry[]): Finding[] {
  const result: Finding[] = [];
  if (run.kept) {
    result.push({
      kind: 'note',
      text: `The weights are those of epoch ${run.kept.epoch}: ${run.kept.reason}.`,
      advice: null,
    });
  }
  const course = heldOutCourse(history);
  if (run.status === 'finished' && course?.fell) {
    result.push({
      kind: 'caution',
      text:
        `Held-out R² was highest at epoch ${course.bestEpoch} (mean of the directions ${formatScore(course.best)}) and fell to ` +
        `${formatScore(course.last)}: the model began to learn its training samples by heart.`,
      advice:
        `Try about ${plural(course.bestEpoch, 'epoch')}, smaller "hidden" layers, or fewer, more variable features, with another seed: ` +
        'on samples that helped to choose a setting, its R² comes out too high.',
    });
  } else if (run.status === 'finished' && stillFalling(history)) {
    result.push({
      kind: 'caution',
      text: `The loss was still falling when training ended after ${plural(run.study.training.epochs, 'epoch')}.`,
      advice: 'Train longer: raise "epochs" in the study file.',
    });
  }
  return result;
}

/** True where the last tenth of the last stage still took more than 2 % of the way the loss has come. */
function stillFalling(history: readonly HistoryEntry[]): boolean {
  const last = history.at(-1);
  if (!last) return false;
  const losses = history.filter(({ stage }) => stage === last.stage).map(({ loss }) => loss);
  const tenth = Math.max(1, Math.floor(losses.length / 10));
  const [first, before, end] = [losses[0], losses[losses.length - 1 - tenth], losses.at(-1)];
  if (losses.length < 10 || first === undefined || before === undefined || end === undefined) return false;
  return first > end && (before - end) / (first - end) > 0.02;
}

function howScored(run: RunFile): Finding[] {
  const { train, test, folds } = run.split;
  const text = folds
    ? `R² comes from ${folds}-fold cross-validation: ${folds} models, each scored on the samples it never saw, so that every sample counts once; ` +
      `the latent space is that of a model trained on all samples.`
    : `R² is scored on ${plural(test, 'held-out sample')} that the model never saw; it learned from ${formatCount(train)}.`;
  return [{ kind: 'note', text, advice: null }];
}

/** Three sentences for those who meet a cross-modal R² for the first time. */
export const HOW_TO_READ_R2: readonly string[] = [
  'Cross-modal R² (source → target) asks: given only the source table of a held-out sample, how much of the variation of each target feature does the model predict?',
  '1 is a perfect prediction, 0 is no better than always answering the mean, and a negative value is worse than that, so read it as "not predictable".',
  'Features with a high value are driven by what the tables share; features with a high self R² but a cross-modal R² near 0 belong to their table alone.',
];
