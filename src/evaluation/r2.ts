/**
 * R² of each feature over held-out samples, collected piece by piece:
 *   R²_d = 1 − Σ_n (x_nd − x̂_nd)² / Σ_n (x_nd − x̄_d)²,  x̄ the mean of the held-out samples that are scored.
 * Neither clipped nor averaged over features (Märtens & Yau 2024). Cells that are missing or not predicted (NaN) are left
 * out. Predictions of several folds are pooled; all must be on one scale.
 */
export class R2 {
  readonly #count: Float64Array;
  readonly #mean: Float64Array;
  readonly #total: Float64Array;
  readonly #residual: Float64Array;

  constructor(features: number) {
    this.#count = new Float64Array(features);
    this.#mean = new Float64Array(features);
    this.#total = new Float64Array(features);
    this.#residual = new Float64Array(features);
  }

  /** Adds one cell. */
  add(feature: number, actual: number, predicted: number): void {
    if (Number.isNaN(actual) || Number.isNaN(predicted)) return;
    // Welford's update: sums of squares without cancellation.
    const n = ++this.#count[feature];
    const before = actual - this.#mean[feature];
    this.#mean[feature] += before / n;
    this.#total[feature] += before * (actual - this.#mean[feature]);
    this.#residual[feature] += (actual - predicted) ** 2;
  }

  /**
   * Adds one sample.
   * @param actual, predicted of some features
   * @param from where the sample begins in `predicted`
   * @param columns where each feature lies in `actual`, and from there on in `predicted`; −1 = nowhere
   */
  addRow(actual: Float32Array, predicted: Float32Array, from: number, columns: Int32Array): void {
    for (let d = 0; d < columns.length; d++) {
      const column = columns[d];
      if (column >= 0) this.add(d, actual[column], predicted[from + column]);
    }
  }

  /** NaN where fewer than two cells were scored or all have one value. */
  score(feature: number): number {
    const n = this.#count[feature];
    const spread = this.#total[feature];
    const negligible = n * (1e-7 * Math.abs(this.#mean[feature])) ** 2;
    if (n < 2 || spread <= negligible) return Number.NaN;
    return 1 - this.#residual[feature] / spread;
  }

  scores(): Float32Array {
    return Float32Array.from(this.#count, (_, feature) => this.score(feature));
  }
}
