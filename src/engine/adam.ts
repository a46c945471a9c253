/**
 * Adam (Kingma & Ba 2015, arXiv 1412.6980) with PyTorch's defaults:
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − η m̂ / (√v̂ + ε).
 */
export const BETA1 = 0.9;
export const BETA2 = 0.999;
const EPSILON = 1e-8;

/**
 * What changes from step to step in θ ← θ − rate · m / (√v + epsilon), the same with the corrections of m and v
 * worked into the scalars. `power1` and `power2` are β₁ᵗ and β₂ᵗ.
 */
export function adamScalars(learningRate: number, step: number) {
  const power1 = BETA1 ** step;
  const power2 = BETA2 ** step;
  const correction = Math.sqrt(1 - power2);
  return { power1, power2, rate: (learningRate * correction) / (1 - power1), epsilon: EPSILON * correction };
}

/** Adam in plain JavaScript, on one array of values. */
export class Adam {
  readonly m: Float32Array;
  readonly v: Float32Array;

  constructor(length: number) {
    this.m = new Float32Array(length);
    this.v = new Float32Array(length);
  }

  /** Changes the values in place. */
  step(values: Float32Array, gradient: ArrayLike<number>, { rate, epsilon }: { rate: number; epsilon: number }): void {
    const { m, v } = this;
    for (let i = 0; i < values.length; i++) {
      const g = gradient[i];
      m[i] += (1 - BETA1) * (g - m[i]);
      v[i] += (1 - BETA2) * (g * g - v[i]);
      values[i] -= (rate * m[i]) / (Math.sqrt(v[i]) + epsilon);
    }
  }
}
