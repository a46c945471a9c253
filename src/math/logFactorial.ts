/** Below it by multiplication, from here on by Stirling's series: 16 digits. */
const FEW = 16;
const SMALL = Float64Array.from({ length: FEW }, (_, n) => {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return Math.log(product);
});

/** ln n! of a whole number from 0: (n + ½) ln n − n + ½ ln 2π + 1/12n − 1/360n³ + 1/1260n⁵ (Abramowitz & Stegun 6.1.41). */
export function logFactorial(n: number): number {
  if (n < FEW) return SMALL[n];
  const r = 1 / n;
  const r2 = r * r;
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + r * (1 / 12 - r2 * (1 / 360 - r2 / 1260));
}
