/**
 * A product of matrices, row by row: a [m · k] times b [k · n] = [m · n], in single precision. Arithmetic that is mostly
 * products takes it as an argument, so that the engine's can be used.
 */
export type Multiply = (
  a: Float32Array,
  b: Float32Array,
  shape: readonly [m: number, k: number, n: number],
) => Promise<Float32Array>;

/** [rows · columns] → [columns · rows] */
export function transpose(a: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(a.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j];
  }
  return out;
}
