import { resolve } from 'node:path';
import type { Study } from '../run/study.ts';
import { diskEstimate } from '../trainer/diskEstimate.ts';
import { estimateTraining } from '../trainer/estimate.ts';
import { machineRate } from '../trainer/machineRate.ts';
import { scoringSeconds } from '../trainer/scoringEstimate.ts';
import type { TableSize } from '../trainer/tableSize.ts';
import { tableSizes } from '../trainer/tableSizes.ts';

/** What one run takes. */
export interface RunEstimate {
  /** on the clock */
  readonly seconds: number;
  /** on disk */
  readonly bytes: number;
  /** bytes at its peak */
  readonly memory: number;
  /** whether it has a likelihood for counts, which takes longer than said */
  readonly counts: boolean;
}

/** Estimates runs of one sweep: many have their tables in common, or differ by the seed alone. */
export class RunEstimates {
  readonly #directory: string;
  readonly #threads: number;
  readonly #rate = machineRate();
  readonly #sizes = new Map<string, readonly TableSize[]>();
  readonly #estimates = new Map<string, RunEstimate>();

  /**
   * @param directory what the paths of the studies are relative to
   * @param threads that each training has
   */
  constructor(directory: string, threads: number) {
    this.#directory = directory;
    this.#threads = threads;
  }

  /** @throws UserError for a table that cannot be read */
  async of(study: Study): Promise<RunEstimate> {
    // Studies that were read have their settings in one order.
    const key = JSON.stringify({ ...study, training: { ...study.training, seed: 0 } });
    const estimate = this.#estimates.get(key) ?? this.#estimate(study, await this.#sizesOf(study));
    this.#estimates.set(key, estimate);
    return estimate;
  }

  #estimate(study: Study, tables: readonly TableSize[]): RunEstimate {
    const { seconds, training } = estimateTraining(study, tables, this.#rate, this.#threads);
    return {
      seconds: seconds + scoringSeconds(study, tables, this.#rate),
      bytes: diskEstimate(study, tables),
      memory: training,
      counts: tables.some(({ likelihood }) => ['poisson', 'negative-binomial'].includes(likelihood)),
    };
  }

  async #sizesOf({ modalities }: Study): Promise<readonly TableSize[]> {
    const tables = modalities.map(({ name, file, part, idColumn, rows, likelihood }) => {
      return { name, file: resolve(this.#directory, file), part, idColumn, rows, likelihood };
    });
    const key = JSON.stringify(tables);
    const sizes = this.#sizes.get(key) ?? (await tableSizes(tables));
    this.#sizes.set(key, sizes);
    return sizes;
  }
}
