/** The table: ln μ and ln θ between their bounds, and the steps between its points. */
const MEAN = { most: 20, step: 1 / 8 };
const DISPERSION = { most: 12, step: 1 / 8 };
const MEANS = (2 * MEAN.most) / MEAN.step + 1;
/** E of all ln μ for one ln θ, by the number of its row; a row is computed when it is first asked for. */
const rows: Float64Array[] = [];

/**
 * E ln(1 + X) of counts X with mean μ and variance μ + μ²/θ (negative binomial; θ from e^12 on is a Poisson). It lies
 * below ln(1 + μ), by up to 0.6 and more for few or scattered counts. Interpolated, to 5e-3.
 * @param means μ, as if within e^±20: [rows · features]
 * @param logDispersion ln θ, as if within ±12: [features]
 * @returns [rows · features]
 */
export function expectedLog1p(means: Float32Array, logDispersion: Float32Array): Float32Array {
  const features = logDispersion.length;
  const down = Float64Array.from(logDispersion, (value) => position(value, DISPERSION));
  const row = Int32Array.from(down, (place) =>
    Math.min(Math.floor(place), (2 * DISPERSION.most) / DISPERSION.step - 1),
  );
  for (const one of row) for (const wanted of [one, one + 1]) rowOf(wanted);
  const last = (2 * MEAN.most) / MEAN.step - 1;
  const out = new Float32Array(means.length);
  for (let i = 0, d = 0; i < out.length; i++, d = d + 1 === features ? 0 : d + 1) {
    if (means[i] === 0) continue;
    const across = position(Math.log(means[i]), MEAN);
    const column = Math.min(Math.floor(across), last);
    const above = between(rows[row[d]], column, across - column);
    out[i] = above + (down[d] - row[d]) * (between(rows[row[d] + 1], column, across - column) - above);
  }
  return out;
}

/** Where a value lies, in points of the table. */
function position(value: number, { most, step }: { most: number; step: number }): number {
  return (Math.max(-most, Math.min(most, value)) + most) / step;
}

function between(values: Float64Array, point: number, share: number): number {
  return values[point] + share * (values[point + 1] - values[point]);
}

function rowOf(row: number): Float64Array {
  const known = rows[row];
  if (known) return known;
  const theta = Math.exp(row * DISPERSION.step - DISPERSION.most);
  const made = Float64Array.from({ length: MEANS }, (_, k) => integral(Math.exp(k * MEAN.step - MEAN.most), theta));
  rows[row] = made;
  return made;
}

/**
 * ∫₀¹ (1 − G(1 − u)) / (−ln(1 − u)) du with the generating function G(1 − u) = E (1 − u)^X = (1 + μu/θ)^−θ: from
 * ln(1 + x) = ∫₀^∞ e^−t (1 − e^−xt) / t dt with u = 1 − e^−t. By the trapezoidal rule in w, u = σ(−w), to 1e-6.
 */
function integral(mean: number, theta: number): number {
  let sum = 0;
  for (let w = -12; w <= 36; w++) {
    const u = 1 / (1 + Math.exp(w));
    sum += (((1 - u) * u) / -Math.log1p(-u)) * -Math.expm1(-theta * Math.log1p((mean * u) / theta));
  }
  return sum;
}
