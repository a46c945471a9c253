import type { SampleCells } from './sampleCells.ts';

/**
 * ln(1 + x / g) within each sample, with its pseudo geometric mean g = exp(mean of ln(1 + x) over all features), for
 * counts of antibody tags (Stoeckius et al. 2017, Nature Methods 14:865; Seurat's NormalizeData with method "CLR",
 * margin 2). Zero stays zero; missing cells count neither in the sum nor in the number of features.
 */
export function centredLogRatio({ values, width }: SampleCells): void {
  let sum = 0;
  let measured = width;
  for (const value of values) {
    if (Number.isNaN(value)) measured--;
    else sum += Math.log1p(value);
  }
  const centre = Math.exp(sum / measured);
  for (let i = 0; i < values.length; i++) values[i] = Math.log1p(values[i] / centre);
}
