import type { ResolvedStudy, Study } from '../run/study.ts';
import { resolveEvaluation } from './stages.ts';
import type { TableSize } from './tableSize.ts';

/** How much an evaluation asks for, from the sizes of the tables alone. */
export interface EvaluationSize {
  readonly evaluation: ResolvedStudy['evaluation'];
  /** samples that take part */
  readonly samples: number;
  /** models to fit */
  readonly models: number;
  /** samples that are scored, over all models */
  readonly heldOut: number;
}

export function evaluationSize(study: Study, tables: readonly TableSize[]): EvaluationSize {
  const all = Math.max(...tables.map((table) => table.samples));
  const samples = study.setAside?.use === 'nothing' ? all - Math.round(all * study.setAside.fraction) : all;
  const evaluation = resolveEvaluation(study, samples);
  return evaluation.split === 'kfold'
    ? { evaluation, samples, models: evaluation.folds + 1, heldOut: samples }
    : { evaluation, samples, models: 1, heldOut: Math.round(samples * evaluation.testFraction) };
}
