import { fitPca, project } from './pca.ts';

/** A plane through a map of more dimensions, to draw it and others on. */
export type Plane = (dimensions: readonly Float32Array[]) => { readonly x: Float32Array; readonly y: Float32Array };

/**
 * The plane along which the samples of a map vary most: its first two principal components. Two dimensions are drawn as
 * they are, and dimensions that the map lacks are left out.
 * @param map [dimensions] of [samples]; NaN = no place
 */
export function principalPlane(map: readonly Float32Array[]): Plane {
  if (map.length <= 2) return ([x, y = x]) => ({ x, y });
  const pca = fitPca(map);
  const along = (dimensions: readonly Float32Array[], component: number) =>
    project(dimensions.slice(0, map.length), pca, component);
  return (dimensions) => ({ x: along(dimensions, 0), y: along(dimensions, 1) });
}
