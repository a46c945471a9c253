import { principalComponents } from '../math/principalComponents.ts';
import { Random } from '../math/random.ts';
import type { Components } from '../run/inspection.ts';
import type { CohortModality } from './cohort.ts';
import { pickRows, toDense } from './matrix.ts';
import { applySteps } from './transforms/applySteps.ts';
import { type FitSettings, fitTransform } from './transforms/fitTransform.ts';
import { standardize } from './transforms/standardize.ts';

/** What the components are fitted on at most: seconds of arithmetic. */
const MOST_SAMPLES = 5_000;
const MOST_FEATURES = 2_000;
const SEED = 0;

/**
 * The first two principal components of a table as training would see it, of its samples (5,000 drawn at random where
 * there are more) and its features of largest variance.
 * @returns null where fewer than two samples or features are there
 */
export function tableComponents(table: CohortModality, settings: FitSettings): Omit<Components, 'label'> | null {
  const some = drawn(table);
  const topVariance = Math.min(settings.topVariance ?? MOST_FEATURES, MOST_FEATURES);
  const every = Int32Array.from({ length: some.sampleIds.length }, (_, n) => n);
  const fitted = fitTransform(some, every, { ...settings, topVariance });
  const features = fitted.keep.length;
  if (features < 2 || some.sampleIds.length < 2) return null;
  const { scores, shares } = principalComponents(
    standardize(toDense(applySteps(some, fitted)).values, fitted),
    features,
    2,
  );
  const [x, y] = scores.map((score) => Array.from(score, (value) => Number(value.toPrecision(4))));
  return {
    samples: [...some.sampleIds],
    samplesOfTable: table.sampleIds.length,
    features,
    x,
    y,
    shares: [shares[0], shares[1]],
  };
}

function drawn(table: CohortModality): CohortModality {
  const samples = table.sampleIds.length;
  if (samples <= MOST_SAMPLES) return table;
  const rows = new Random(SEED).permutation(samples).subarray(0, MOST_SAMPLES).sort();
  return {
    ...table,
    sampleIds: Array.from(rows, (row) => table.sampleIds[row]),
    matrix: pickRows(table.matrix, rows),
    observed: Uint8Array.from(rows, (row) => table.observed[row]),
  };
}
