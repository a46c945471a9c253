import type { Metrics, RunFile } from '../../run/runFile.ts';
import { blockName, formatScore, list } from '../words.ts';
import type { Finding } from './finding.ts';

/** AUC below which a block does not tell the classes apart. */
const GUESSING = 0.6;
/** AUC from which a private block is said to know the label. */
const KNOWS = 0.7;
/** A difference in AUC worth a sentence. */
const CLEAR = 0.05;

interface BlockAuc {
  readonly block: string;
  readonly auc: number;
}

/** Which latent blocks tell the classes of the label apart, and what that says of shared and private variation. */
export function labelBlocks(run: RunFile, metrics: Metrics): Finding[] {
  const scores = metrics.classification.flatMap(({ block, auc }) => (auc === null ? [] : [{ block, auc }]));
  const shared = scores.find(({ block }) => block === 'shared');
  if (!run.labels || !shared) return [];
  const own = scores.filter(({ block }) => block.startsWith('private_'));
  return [separation(run, run.labels, shared.auc, own)];
}

/** The model was shown the label: what the map separates is taught. */
export function supervised({ study: { labels } }: RunFile, metrics: Metrics): Finding[] {
  if (!labels?.supervise || metrics.classification.length === 0) return [];
  return [
    {
      kind: 'caution',
      text: `The shared block learned from ${labels.column}: in the map its classes lie apart because they were taught, and only the AUC, of held-out samples, is evidence.`,
      advice: 'Train once with "supervise": false to see whether the tables tell the classes apart by themselves.',
    },
  ];
}

function separation(
  { study }: RunFile,
  { classes, column }: NonNullable<RunFile['labels']>,
  shared: number,
  own: readonly BlockAuc[],
): Finding {
  const two = classes.length === 2;
  const names = classes.map(({ name }) => name);
  const what = two ? list(names, 'from') : `the ${classes.length} classes of ${column}`;
  const verb = two ? 'separates' : 'tells apart';
  const best = Math.max(0, ...own.map(({ auc }) => auc));
  const scores = own.map(({ block, auc }) => `${blockName(block)} ${formatScore(auc)}`);
  const privates = own.length === 0 ? '' : `; ${list(scores)}`;
  if (shared < GUESSING && best < GUESSING) {
    return {
      kind: 'result',
      text: `No latent block ${verb} ${what} (AUC: shared ${formatScore(shared)}${privates}; 0.50 is guessing).`,
      advice: study.labels?.supervise
        ? null
        : 'Colour the latent space by another column, or let the model learn from the label.',
    };
  }
  const numbers = `(AUC: shared ${formatScore(shared)}${privates}; 0.50 is guessing, 1.00 perfect)`;
  if (best >= shared + CLEAR) {
    return {
      kind: 'caution',
      text: `What belongs to one table alone ${verb} ${what} better than what they share ${numbers}.`,
      advice: `Either only that table shows it, or the shared block has no room: ${remedies(study.model.name)}.`,
    };
  }
  const knowing = own.filter(({ auc }) => auc >= KNOWS).map(({ block }) => blockName(block));
  const alike = best > shared - CLEAR;
  return {
    kind: knowing.length === 0 ? 'result' : 'caution',
    text: alike
      ? `Shared and private blocks ${two ? 'separate' : 'tell apart'} ${what} about equally well ${numbers}.`
      : `What the tables share ${verb} ${what} ${numbers}${knowing.length === 0 ? '' : `, but ${list(knowing)} ${knowing.length === 1 ? 'predicts' : 'predict'} it too`}.`,
    advice:
      knowing.length === 0 ? null : `Private blocks should not know what is shared: ${remedies(study.model.name)}.`,
  };
}

function remedies(model: string): string {
  const other = model === 'mmvae++' ? '' : '; or mmvae++, whose shared block learns from prediction across tables only';
  return `try more "shared" or fewer "private" dimensions${other}`;
}
