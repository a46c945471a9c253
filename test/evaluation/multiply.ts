import type { Multiply } from '../../src/math/multiply.ts';

/** The product of two matrices by its definition. */
export const multiply: Multiply = async (a, b, [m, k, n]) => {
  const out = new Float32Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let l = 0; l < k; l++) sum += a[i * k + l] * b[l * n + j];
      out[i * n + j] = sum;
    }
  }
  return out;
};
