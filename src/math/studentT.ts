import { logFactorial } from './logFactorial.ts';

/** From here on ln n! is a series, which holds between the whole numbers as well. */
const SERIES = 16;
const MOST_TERMS = 10_000;
const TINY = 1e-300;

/**
 * Two-sided p-value of Student's t: the probability of a value at least as far from 0,
 *   I_x(ν/2, 1/2) at x = ν / (ν + t²)  (Abramowitz & Stegun 26.7.1)
 * @param freedom degrees of freedom ν above 0, not only whole numbers
 * @returns NaN where t or ν is none
 */
export function studentTwoSided(t: number, freedom: number): number {
  if (Number.isNaN(t) || !(freedom > 0)) return Number.NaN;
  const square = t * t;
  if (square === Number.POSITIVE_INFINITY) return 0;
  const x = freedom / (freedom + square);
  const complement = square / (freedom + square);
  const [a, b] = [freedom / 2, 0.5];
  if (complement === 0) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(complement));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(complement, b, a)) / b;
}

/** ln Γ(x) of any x above 0: ln (x − 1)!, moved up to where its series holds by Γ(x + 1) = x Γ(x). */
function logGamma(x: number): number {
  let product = 1;
  let up = x;
  for (; up - 1 < SERIES; up++) product *= up;
  return logFactorial(up - 1) - Math.log(product);
}

/** The continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8), by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const apart = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / apart(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / apart(1 + even * d);
    c = apart(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / apart(1 + odd * d);
    c = apart(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return result;
}
