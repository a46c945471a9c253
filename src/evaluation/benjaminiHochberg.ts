/**
 * q-values: the smallest false discovery rate at which each test is a discovery,
 *   q_(i) = min_{j ≥ i} p_(j) m / j  over the m p-values in ascending order (Benjamini & Hochberg 1995).
 * NaN is no test and stays NaN.
 */
export function benjaminiHochberg(p: Float32Array): Float32Array {
  const q = new Float32Array(p.length).fill(Number.NaN);
  const order = Array.from(p.keys())
    .filter((i) => !Number.isNaN(p[i]))
    .sort((a, b) => p[a] - p[b]);
  let least = 1;
  for (let rank = order.length; rank > 0; rank--) {
    least = Math.min(least, (p[order[rank - 1]] * order.length) / rank);
    q[order[rank - 1]] = least;
  }
  return q;
}
