/** How many features a study keeps of a table that has so many, at most: some may turn out constant. */
export function mostKept(
  features: number,
  kept: { readonly features?: readonly string[] | undefined; readonly topVariance?: number | undefined },
): number {
  return Math.min(features, kept.features?.length ?? features, kept.topVariance ?? features);
}
