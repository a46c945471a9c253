/** Below it values are taken as they are, above it by their logarithm: what mass cytometry takes (Bendall et al. 2011). */
export const COFACTOR = 5;

/** arcsinh(x / 5), for intensities of cytometry: a logarithm that also takes zero and what lies below. */
export function arcsinh(value: number): number {
  return Math.asinh(value / COFACTOR);
}
