import type { LikelihoodName } from '../run/study.ts';

/** A table as far as an estimate needs it: known before any of its values are. */
export interface TableSize {
  readonly name: string;
  readonly samples: number;
  readonly features: number;
  /** cells that a sparse table stores; null = dense */
  readonly stored: number | null;
  readonly likelihood: LikelihoodName;
}
