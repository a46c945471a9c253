/**
 * The rows of a CSV document: the id of each sample and its values.
 * @param values [samples, features]
 */
export function* sampleRows(sampleIds: readonly string[], values: Float32Array): Generator<(string | number)[]> {
  const features = values.length / sampleIds.length;
  for (const [n, id] of sampleIds.entries()) yield [id, ...values.subarray(n * features, (n + 1) * features)];
}
