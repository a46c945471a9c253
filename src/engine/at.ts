/** The entry that must be there. */
export function at<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`nothing for ${typeof key === 'string' ? key : JSON.stringify(key)}`);
  return value;
}
