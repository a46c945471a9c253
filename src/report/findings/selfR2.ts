import type { HistoryEntry } from '../../run/history.ts';
import type { Metrics, RunFile } from '../../run/runFile.ts';
import { heldOutCourse } from '../heldOutCourse.ts';
import { formatScore, list } from '../words.ts';
import { selfScored } from './directions.ts';
import { FAINT, type Finding } from './finding.ts';

/** Below this median a table could be rebuilt better. */
const LOW = 0.1;

/** A finished model that rebuilds no table of held-out samples has learnt nothing, or by heart: all else follows from it. */
export function unlearnt(run: RunFile, metrics: Metrics, history: readonly HistoryEntry[]): Finding[] {
  const scores = selfScored(metrics);
  const best = Math.max(...scores.map(({ median }) => median));
  if (run.status !== 'finished' || scores.length === 0 || best > FAINT) return [];
  return [
    {
      kind: 'caution',
      text: `The model has learnt next to nothing that holds for held-out samples: even from its own latents no table is rebuilt with a median R² above ${formatScore(Math.max(0, best))}.`,
      advice: heldOutCourse(history)?.fell
        ? 'It did better in earlier epochs: try fewer of them, smaller "hidden" layers, or fewer, more variable features.'
        : 'Train longer (raise "epochs"), raise "learningRate", or lower "beta"; then read the rest.',
    },
  ];
}

/** How well each table is rebuilt from its own latents: about what prediction across tables can reach. */
export function selfR2(metrics: Metrics): Finding[] {
  const scores = selfScored(metrics);
  if (scores.length === 0) return [];
  const low = scores.filter(({ median }) => median < LOW).map(({ target }) => target);
  return [
    {
      kind: 'note',
      text: `From its own latents each table is rebuilt with a median R² of ${list(scores.map(({ target, median }) => `${formatScore(median)} (${target})`))}: what the model predicts across tables can hardly be better.`,
      advice:
        low.length === 0
          ? null
          : `More latent dimensions or more epochs may help ${list(low)}; so may fewer, more variable features.`,
    },
  ];
}
