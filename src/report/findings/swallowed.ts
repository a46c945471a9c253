import type { Metrics, RunFile } from '../../run/runFile.ts';
import { formatCount, formatScore, list } from '../words.ts';
import { type Scored, scored, selfScored } from './directions.ts';
import { FAINT, type Finding } from './finding.ts';

/** No direction from a table is above this median R²: the shared block does not hear it. */
const SILENT = 0.02;
/** A direction from another table is above this one: there is something to predict. */
const HEARD = 0.1;
/** Median self R² of a table that is hardly rebuilt from its own latents, and of one that is rebuilt well. */
const NEGLECTED = 0.05;
const REBUILT = 0.2;
/** Tables with this many times the features of another outweigh it in the loss. */
const OUTWEIGHS = 5;

/**
 * Tables that others have pushed aside. From the shared block: nothing is predicted from the table, although a linear model
 * finds something in it and other tables predict well. From the loss: it is not rebuilt, while another is.
 */
export function swallowed(run: RunFile, metrics: Metrics): Finding[] {
  return run.status === 'running'
    ? []
    : run.modalities.flatMap(({ name }) => [...unheard(name, metrics), ...neglected(name, run, metrics)]);
}

function unheard(name: string, metrics: Metrics): Finding[] {
  const directions = scored(metrics);
  const own = directions.filter(({ source }) => source === name);
  const others = directions.filter(({ source }) => source !== name);
  if (own.length === 0 || others.length === 0 || own[0].median > SILENT || others[0].median <= HEARD) return [];
  const ridge = bestBaseline(own);
  const numbers = `median R² at most ${formatScore(own[0].median)}, against ${formatScore(others[0].median)} from ${others[0].source}`;
  if (ridge !== null && ridge < FAINT) {
    return [
      {
        kind: 'note',
        text: `${name} tells little about the other tables (${numbers}); ridge regression finds no more in it (${formatScore(ridge)}).`,
        advice: null,
      },
    ];
  }
  return [
    {
      kind: 'caution',
      text: `${name} seems swallowed: the shared block hardly hears it (${numbers}${ridge === null ? '' : `; ridge regression finds ${formatScore(ridge)} in it`}).`,
      advice:
        'Balance the tables: fewer, more variable features ("topVariance") of the others; or try a model that predicts from each ' +
        'table alone, such as mmvae++, with other seeds.',
    },
  ];
}

function bestBaseline(directions: readonly Scored[]): number | null {
  const known = directions.flatMap(({ baselineMedian }) => (baselineMedian === null ? [] : [baselineMedian]));
  return known.length === 0 ? null : Math.max(...known);
}

function neglected(name: string, run: RunFile, metrics: Metrics): Finding[] {
  const scores = selfScored(metrics);
  const own = scores.find(({ target }) => target === name);
  const [best] = scores.filter(({ target }) => target !== name).sort((a, b) => b.median - a.median);
  if (!own || !best || own.median > NEGLECTED || best.median < REBUILT) return [];
  const features = (wanted: string) => run.modalities.find((modality) => modality.name === wanted)?.features ?? 0;
  const large = run.modalities.filter((modality) => modality.features >= OUTWEIGHS * features(name));
  const names = list(large.map((modality) => `${modality.name} (${formatCount(modality.features)} features)`));
  return [
    {
      kind: 'caution',
      text: `${name} is hardly rebuilt even from its own latents (median R² ${formatScore(own.median)}), while ${best.target} reaches ${formatScore(best.median)}.`,
      advice:
        large.length === 0
          ? 'Give it more private dimensions, train longer, or check its transform and likelihood.'
          : `Its ${formatCount(features(name))} features weigh little in the loss beside ${names}: keep fewer of those ("topVariance").`,
    },
  ];
}
