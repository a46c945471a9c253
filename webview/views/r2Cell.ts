/** One scale for R² everywhere: background at 0, the accent at 1, hatched below 0, nothing where there is no score. */
export function r2Class(value: number | null): string {
  if (value === null || Number.isNaN(value)) return 'r2-none';
  if (value < 0) return 'r2-negative';
  return value >= 0.55 ? 'r2-high' : 'r2-positive';
}

/** Style variable that the classes above turn into a colour. */
export function r2Style(value: number | null): { '--r2': string } {
  const share = value === null || Number.isNaN(value) ? 0 : Math.min(1, Math.max(0, value));
  return { '--r2': `${(share * 100).toFixed(1)}%` };
}
