import { scoreClassification } from '../../evaluation/classification.ts';
import type { LabelArrays } from '../../model/tables.ts';
import type { Metrics } from '../../run/runFile.ts';
import type { Stage } from '../stages.ts';
import type { Latents } from './latents.ts';

export interface BlockScore {
  readonly block: string;
  readonly samples: number;
  readonly accuracy: number;
  readonly auc: number;
}

/**
 * Scores every latent block of one stage, and all of them together where there are several. The classifier learns from the
 * stage's training samples, held-out samples are scored.
 */
export function classifyStage(latents: readonly Latents[], label: LabelArrays, { train, test }: Stage): BlockScore[] {
  const together = latents.length > 1 ? [everyBlock(latents)] : [];
  return [...latents, ...together].flatMap((block) => {
    const pick = (rows: Int32Array) => {
      const present = rows.filter((row) => block.present[row]);
      const width = block.dimensions;
      const values = new Float32Array(present.length * width);
      present.forEach((row, i) => {
        values.set(block.values.subarray(row * width, (row + 1) * width), i * width);
      });
      return { latents: values, codes: present.map((row) => label.codes[row]) };
    };
    const score = scoreClassification(pick(train), pick(test), block.dimensions, label.classes);
    return score ? [{ block: block.name, ...score }] : [];
  });
}

/** All blocks side by side; the private latent of a modality that a sample lacks is the prior mean, 0. */
function everyBlock(latents: readonly Latents[]): Omit<Latents, 'kl'> {
  const samples = latents[0].present.length;
  const dimensions = latents.reduce((sum, block) => sum + block.dimensions, 0);
  const values = new Float32Array(samples * dimensions);
  let offset = 0;
  for (const block of latents) {
    for (let row = 0; row < samples; row++) {
      if (!block.present[row]) continue;
      const part = block.values.subarray(row * block.dimensions, (row + 1) * block.dimensions);
      values.set(part, row * dimensions + offset);
    }
    offset += block.dimensions;
  }
  return { name: 'all', dimensions, values, present: new Uint8Array(samples).fill(1) };
}

/** Averages over folds, each weighted by the samples that it scored. */
export function averageScores(folds: readonly (readonly BlockScore[])[]): Metrics['classification'] {
  const names = [...new Set(folds.flat().map(({ block }) => block))];
  return names.map((block) => {
    const scores = folds.flat().filter((score) => score.block === block);
    return {
      block,
      samples: scores.reduce((sum, { samples }) => sum + samples, 0),
      accuracy: weightedMean(scores, ({ accuracy }) => accuracy),
      auc: weightedMean(scores, ({ auc }) => auc),
    };
  });
}

function weightedMean(scores: readonly BlockScore[], value: (score: BlockScore) => number): number | null {
  const usable = scores.filter((score) => Number.isFinite(value(score)));
  const weight = usable.reduce((sum, { samples }) => sum + samples, 0);
  return weight === 0 ? null : usable.reduce((sum, score) => sum + value(score) * score.samples, 0) / weight;
}
