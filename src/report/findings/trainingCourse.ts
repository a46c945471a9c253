import type { HistoryEntry } from '../../run/history.ts';
import type { RunFile } from '../../run/runFile.ts';
import { type HeldOutCourse, heldOutCourse } from '../heldOutCourse.ts';
import { formatScore, plural } from '../words.ts';
import { FAINT, type Finding } from './finding.ts';

/** Share of the way that the loss has come, in its last tenth, from which it was still falling. */
const STILL_FALLING = 0.02;

/** Overfitting, or training that ended too early. */
export function trainingCourse(run: RunFile, history: readonly HistoryEntry[]): Finding[] {
  if (run.status !== 'finished') return [];
  const course = heldOutCourse(history);
  if (course?.fell) return [overfitted(course)];
  if (!stillFalling(history)) return [];
  return [
    {
      kind: 'caution',
      text: `The loss was still falling when training ended after ${plural(run.study.training.epochs, 'epoch')}.`,
      advice: 'Train longer: raise "epochs" in the study file.',
    },
  ];
}

export function keptWeights({ kept }: RunFile): Finding[] {
  if (!kept) return [];
  return [{ kind: 'note', text: `The weights are those of epoch ${kept.epoch}: ${kept.reason}.`, advice: null }];
}

function overfitted({ bestEpoch, best, last }: HeldOutCourse): Finding {
  const fewer = 'smaller "hidden" layers, or fewer, more variable features';
  if (best < FAINT) {
    return {
      kind: 'caution',
      text:
        `Held-out R², on average over the directions, fell from ${formatScore(best)} at epoch ${bestEpoch} to ${formatScore(last)}: ` +
        'in some of them the model began to learn its training samples by heart.',
      advice: `The curves show in which. It was never high, so that fewer epochs alone will not help: try ${fewer}.`,
    };
  }
  return {
    kind: 'caution',
    text:
      `Held-out R² was highest at epoch ${bestEpoch} (mean of the directions ${formatScore(best)}) and fell to ` +
      `${formatScore(last)}: the model began to learn its training samples by heart.`,
    advice:
      `Try about ${plural(bestEpoch, 'epoch')}, ${fewer}, with another seed: ` +
      'on samples that helped to choose a setting, its R² comes out too high.',
  };
}

/** True where the last tenth of the last stage still took more than 2 % of the way the loss has come. */
function stillFalling(history: readonly HistoryEntry[]): boolean {
  const last = history.at(-1);
  if (!last) return false;
  const losses = history.filter(({ stage }) => stage === last.stage).map(({ loss }) => loss);
  const tenth = Math.max(1, Math.floor(losses.length / 10));
  const [first, before, end] = [losses[0], losses[losses.length - 1 - tenth], losses.at(-1)];
  if (losses.length < 10 || first === undefined || before === undefined || end === undefined) return false;
  return first > end && (before - end) / (first - end) > STILL_FALLING;
}
