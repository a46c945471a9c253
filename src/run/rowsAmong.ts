/**
 * Where some samples stand among others, by id; -1 = nowhere. Those that come in the order of the others, as the files of one
 * run list them, are found by walking along, which is many times faster than a map of a million ids.
 */
export function rowsAmong(ids: readonly string[], others: readonly string[]): Int32Array<ArrayBuffer> {
  const rows = new Int32Array(ids.length);
  let at = 0;
  for (let i = 0; i < ids.length; i++) {
    while (at < others.length && others[at] !== ids[i]) at++;
    if (at === others.length) {
      const rowOf = new Map(others.map((id, row) => [id, row]));
      return Int32Array.from(ids, (id) => rowOf.get(id) ?? -1);
    }
    rows[i] = at++;
  }
  return rows;
}
