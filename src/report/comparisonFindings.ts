import type { ComparedRun } from '../run/comparedRun.ts';
import type { RunFile } from '../run/runFile.ts';
import { type ComparedFeatures, comparedDirections, comparedFeatures } from './comparedFeatures.ts';
import { compareRuns } from './comparison.ts';
import type { Finding } from './findings/finding.ts';
import { seedGroups } from './seedSummary.ts';
import { formatCount, formatScore, list, plural, sourceName } from './words.ts';

/** A run with the letter that stands for it. */
export interface LetteredRun extends ComparedRun {
  readonly letter: string;
}

/** A smaller difference in median R² is none. */
const NOTABLE = 0.02;
/** How many directions get a sentence of their own. */
const SPOKEN_DIRECTIONS = 3;

const SEEDS = 'Another seed may move R² as much: train each with two or more seeds before you call one better.';
const COUNTS = 'Features move together, so a count of them is no test.';

/** What a comparison says, most important first: which run predicts better, then what makes the comparison unfair. */
export function comparisonFindings(runs: readonly LetteredRun[]): Finding[] {
  const named = runs.map(({ letter, run }) => ({ name: letter, run }));
  const shared = comparedDirections(runs, 2);
  const fromOne = shared.filter(({ source }) => source !== 'all');
  const directions = fromOne.length > 0 ? fromOne : shared;
  const medians = (one: Direction) => runs.map(({ run }) => medianOf(run, one) ?? Number.NaN);
  const predicted = directions.filter((one) => medians(one).some((median) => median > 0));
  const results =
    runs.length === 2 ? betweenTwo(runs[0], runs[1], predicted) : predicted.map((one) => amongMany(runs, one));
  const seeds = seedGroups(named).map(
    ({ runs: letters }): Finding => ({
      kind: 'note',
      text: `${list(letters)} differ by seed only: the spread between them is what a seed does.`,
      advice: null,
    }),
  );
  const unpredicted = directions.filter((one) => !predicted.includes(one));
  const spoken = [...results.slice(0, SPOKEN_DIRECTIONS), ...noneAbove(unpredicted)];
  const first = spoken.findIndex(({ differs }) => differs);
  const advice = [...(seeds.length === 0 ? [SEEDS] : []), ...(runs.length === 2 ? [COUNTS] : [])].join(' ') || null;
  const advised = spoken.map(({ text }, i): Finding => ({ kind: 'result', text, advice: i === first ? advice : null }));
  const cautions = compareRuns(named).cautions.map((text): Finding => ({ kind: 'caution', text, advice: null }));
  return [...advised, ...seeds, ...cautions];
}

/** Of what no run predicts, a larger median is no better one: neither is above the mean of the training samples. */
function noneAbove(directions: readonly Direction[]): Sentence[] {
  if (directions.length === 0) return [];
  const what = list(directions.map(directionWords), 'or');
  return [{ text: `No run predicts the typical feature of ${what}: median R² is not above 0 in any.`, differs: false }];
}

function medianOf({ metrics }: RunFile, { source, target }: Direction): number | null {
  return metrics?.r2.find((one) => one.source === source && one.target === target)?.median ?? null;
}

interface Sentence {
  readonly text: string;
  /** whether one run is said to be better */
  readonly differs: boolean;
}

interface Direction {
  readonly source: string;
  readonly target: string;
}

/** The largest difference first; the directions without one share a sentence. */
function betweenTwo(a: LetteredRun, b: LetteredRun, directions: readonly Direction[]): Sentence[] {
  const found = directions.flatMap((direction) => {
    const features = comparedFeatures(a, b, direction.source, direction.target);
    return features ? [{ direction, features, by: Math.abs(features.medians.b - features.medians.a) }] : [];
  });
  const notable = found.filter(({ by }) => by >= NOTABLE).sort((x, y) => y.by - x.by);
  const alike = found.filter(({ by }) => by < NOTABLE).map(({ direction }) => directionWords(direction));
  const sentences = notable.slice(0, alike.length > 0 ? SPOKEN_DIRECTIONS - 1 : SPOKEN_DIRECTIONS).map(
    ({ direction, features }): Sentence => ({
      text: difference(a.letter, b.letter, direction, features),
      differs: true,
    }),
  );
  if (alike.length > 0)
    sentences.push({
      text: `${a.letter} and ${b.letter} predict ${list(alike)} about as well: their median R² differs by less than ${NOTABLE}.`,
      differs: false,
    });
  return sentences;
}

function difference(a: string, b: string, direction: Direction, features: ComparedFeatures): string {
  const { medians, higher, apart, intervals } = features;
  const up = medians.b > medians.a ? ('b' as const) : ('a' as const);
  const down = up === 'b' ? ('a' as const) : ('b' as const);
  const letters = { a, b };
  const clear =
    intervals === null
      ? ''
      : ` The 95\u00a0% intervals of ${apart[up] === 0 ? 'no feature' : plural(apart[up], 'feature')} lie above those of ${letters[down]}${
          apart[down] === 0 ? '' : `, of ${formatCount(apart[down])} below`
        }.`;
  const [what, count] = [directionWords(direction), formatCount(higher[up])];
  const scores = `${formatScore(medians[up])} against ${formatScore(medians[down])}`;
  const all = plural(features.features.length, 'feature');
  return higher[up] > higher[down]
    ? `${letters[up]} predicts ${what} better than ${letters[down]}: median R² ${scores}, higher for ${count} of ${all}.${clear}`
    : `${letters[up]} predicts ${what} with the higher median R², ${scores}, but better for only ${count} of ${all}.${clear}`;
}

/** The best of three or more runs; those that come within a small difference share the place. */
function amongMany(runs: readonly LetteredRun[], direction: Direction): Sentence {
  const scored = runs
    .flatMap(({ letter, run }) => {
      const median = medianOf(run, direction);
      return median === null ? [] : [{ letter, median }];
    })
    .sort((x, y) => y.median - x.median);
  const best = scored.filter(({ median }) => scored[0].median - median < NOTABLE);
  const others = scored.slice(best.length);
  const what = directionWords(direction);
  const text =
    others.length === 0
      ? `All ${formatCount(scored.length)} predict ${what} about as well: median R² ${range(scored)}.`
      : `${list(best.map(({ letter }) => letter))} ${best.length === 1 ? 'predicts' : 'predict'} ${what} best: median R² ${range(best)}; ${list(others.map(({ letter }) => letter))} ${others.length === 1 ? 'reaches' : 'reach'} ${range(others)}.`;
  return { text, differs: others.length > 0 };
}

/** Of scores in descending order: "0.21", "0.17 to 0.21". */
function range(scores: readonly { readonly median: number }[]): string {
  const [high, low] = [formatScore(scores[0].median), formatScore(scores.at(-1)?.median ?? null)];
  return high === low ? high : `${low} to ${high}`;
}

/** "mirna from rnaseq" */
function directionWords({ source, target }: Direction): string {
  return `${target} from ${sourceName(source)}`;
}

/** Agreement from which two maps show the same, and from which they show something in common. */
const SAME = 0.8;
const ALIKE = 0.5;

/** How far two maps of the same samples agree, in words: "agrees well with A". @param chance what shuffled samples stay below */
export function agreementWords(correlation: number, chance: number | null, other: string): string {
  const r = Math.round(correlation * 100) / 100;
  if (chance !== null && correlation <= chance) return `agrees with ${other} no more than by chance`;
  if (r >= SAME) return `agrees well with ${other}`;
  return r >= ALIKE ? `agrees with ${other} in part` : `agrees with ${other} a little`;
}
