import { holdoutSplit, kfoldSplit } from '../data/splits.ts';
import type { LabelColumn } from '../run/runData.ts';
import type { ResolvedStudy, Study } from '../run/study.ts';

/** Below this many samples a hold-out is too small to score on: k-fold is the default. */
const FEW_SAMPLES = 200;

/** One model to fit: which samples teach it and which it is scored on. */
export interface Stage {
  /** 0 = the model whose latents and weights are kept; 1 … k = fold */
  readonly index: number;
  readonly title: string;
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** The evaluation that a study asks for, or the default for this many samples; samples set aside to score are a hold-out. */
export function resolveEvaluation(study: Study, samples: number): ResolvedStudy['evaluation'] {
  const { setAside } = study;
  if (setAside?.use === 'test') return { split: 'holdout', testFraction: setAside.fraction };
  return (
    study.evaluation ?? (samples < FEW_SAMPLES ? { split: 'kfold', folds: 5 } : { split: 'holdout', testFraction: 0.2 })
  );
}

/** What fixes the split. */
export function splitSeed({ setAside, training }: Pick<Study, 'setAside' | 'training'>): number {
  return setAside?.use === 'test' ? setAside.seed : training.seed;
}

/**
 * The models to fit. Hold-out: one. k-fold: one on all samples first, whose latents form at once, then one a fold.
 * Splits are stratified by a categorical label.
 * @returns the stages, and the split of each sample as latents.csv names it
 */
export function planStages(
  evaluation: ResolvedStudy['evaluation'],
  samples: number,
  label: LabelColumn | null,
  seed: number,
): { stages: Stage[]; split: string[] } {
  const strata = label?.kind === 'categorical' ? label.codes : null;
  if (evaluation.split === 'holdout') {
    const { train, test } = holdoutSplit(samples, evaluation.testFraction, strata, seed);
    const split = new Array<string>(samples).fill('train');
    for (const row of test) split[row] = 'test';
    return { stages: [{ index: 0, title: 'hold-out', train, test }], split };
  }
  const fold = kfoldSplit(samples, evaluation.folds, strata, seed);
  const everyone = Int32Array.from({ length: samples }, (_, i) => i);
  const all: Stage = { index: 0, title: 'all samples', train: everyone, test: new Int32Array(0) };
  const folds = Array.from(
    { length: evaluation.folds },
    (_, k): Stage => ({
      index: k + 1,
      title: `fold ${k + 1} of ${evaluation.folds}`,
      train: everyone.filter((row) => fold[row] !== k),
      test: everyone.filter((row) => fold[row] === k),
    }),
  );
  return { stages: [all, ...folds], split: Array.from(fold, (k) => `fold ${k + 1}`) };
}
