import { singularValues } from './singularValues.ts';

/** A plane through a map of more dimensions, to draw it and others on. */
export type Plane = (dimensions: readonly Float32Array[]) => { readonly x: Float32Array; readonly y: Float32Array };

/**
 * The plane along which the samples of a map vary most: the first two eigenvectors of their covariance.
 * Two dimensions are drawn as they are.
 * @param map [dimensions] of [samples]; NaN = no place
 */
export function principalPlane(map: readonly Float32Array[]): Plane {
  if (map.length <= 2) return ([x, y = x]) => ({ x, y });
  const present = [...map[0].keys()].filter((row) => map.every((dimension) => !Number.isNaN(dimension[row])));
  const means = map.map((dimension) => present.reduce((sum, row) => sum + dimension[row], 0) / present.length);
  const covariance = map.map((a, i) =>
    map.map((b, j) => present.reduce((sum, row) => sum + (a[row] - means[i]) * (b[row] - means[j]), 0)),
  );
  const { u } = singularValues(covariance);
  const along = (dimensions: readonly Float32Array[], axis: number) =>
    Float32Array.from(dimensions[0], (_, row) =>
      means.reduce((sum, mean, k) => sum + u[k][axis] * (dimensions[k][row] - mean), 0),
    );
  return (dimensions) => ({ x: along(dimensions, 0), y: along(dimensions, 1) });
}
